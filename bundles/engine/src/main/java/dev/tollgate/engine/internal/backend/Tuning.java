package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.compiler.internal.Shaded;
import com.dylibso.chicory.runtime.OpcodeImpl;
import dev.tollgate.engine.internal.metering.Sites;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites a compiled class, so that the JIT has less to do: what {@link Intrinsics} does better is called there, what is left of
 * the compiler's own functions is shared by all modules instead of copied into each, comparisons become {@linkplain ShortJumps
 * jumps}, and the looks at the thread's interrupt flag go: fuel ends a loop.
 */
final class Tuning {
    private static final String OURS = Type.getInternalName(Intrinsics.class);
    private static final String SHADED = Type.getInternalName(Shaded.class);
    private static final String OPCODES = Type.getInternalName(OpcodeImpl.class);
    private static final String DISPATCH = "apply";
    private static final String COPY = JvmBytecode.CLASS_NAME.replace('.', '/') + "Shaded";
    private static final Set<String> INTRINSICS = Arrays.stream(Intrinsics.class.getDeclaredMethods())
            .map(Tuning::signature).collect(Collectors.toUnmodifiableSet());

    private final IntFunction<Sites> sites;
    private final IntConsumer unplaced;

    /**
     * @param sites    of a function, by its index; null where they are not to be told
     * @param unplaced told the functions of which the places in their method are not known
     */
    Tuning(IntFunction<Sites> sites, IntConsumer unplaced) {
        this.sites = sites;
        this.unplaced = unplaced;
    }

    byte[] tune(byte[] compiled) {
        ClassReader reader = new ClassReader(compiled);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                MethodVisitor method = new Calls(new ShortJumps(super.visitMethod(access, name, descriptor, signature, exceptions)));
                return name.equals(DISPATCH) ? new Dispatch(method, descriptor) : numbered(name, method);
            }
        }, 0);
        return writer.toByteArray();
    }

    private MethodVisitor numbered(String name, MethodVisitor method) {
        if (!name.startsWith(CompiledMethods.FUNCTION)) {
            return method;
        }
        int function = Integer.parseInt(name.substring(CompiledMethods.FUNCTION.length()));
        Sites known = sites.apply(function);
        return known == null ? method : new SiteNumbers(method, function, known, unplaced);
    }

    private static String signature(Method method) {
        return method.getName() + Type.getMethodDescriptor(method);
    }

    /**
     * Passes the parameters of an indirect call to one of more than a thousand functions. The compiler counts them one by one
     * where the JVM counts those of 64 bits twice.
     */
    private static final class Dispatch extends MethodVisitor {
        /** The memory, the instance and the function's index. */
        private static final int OTHER_PARAMETERS = 3;

        private final Type[] parameters;
        private int loaded;
        private int slot;

        Dispatch(MethodVisitor next, String descriptor) {
            super(Opcodes.ASM9, next);
            parameters = Type.getArgumentTypes(descriptor);
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            if (loaded < parameters.length - OTHER_PARAMETERS) {
                super.visitVarInsn(opcode, slot);
                slot += parameters[loaded++].getSize();
            } else {
                super.visitVarInsn(opcode, variable);
            }
        }
    }

    private static final class Calls extends MethodVisitor {
        Calls(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        /** What catches what nothing can throw: the compiler writes it down, the JVM does not take it. */
        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (start != end) {
                super.visitTryCatchBlock(start, end, handler, type);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean onInterface) {
            if (!owner.equals(COPY) && !owner.equals(OPCODES)) {
                super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
            } else if (INTRINSICS.contains(name + descriptor)) {
                super.visitMethodInsn(opcode, OURS, name, descriptor, false);
            } else if (!name.equals("checkInterruption")) {
                super.visitMethodInsn(opcode, owner.equals(COPY) ? SHADED : owner, name, descriptor, false);
            }
        }
    }
}
