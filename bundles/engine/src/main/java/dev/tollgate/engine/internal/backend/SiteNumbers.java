package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.wasm.types.OpCode;
import dev.tollgate.engine.internal.metering.Sites;
import java.util.Set;
import java.util.function.IntConsumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Gives the {@link Sites} of a function to its method as line numbers, so that a stack trace says at which of them each frame is. A line
 * number is the number of the site, counted from 1. The compiler calls a function of its own for each of them, in their order: that is
 * how they are told, and a method that looks different is left without.
 */
final class SiteNumbers extends MethodVisitor {
    /** What the JVM has room for. */
    private static final int MOST = 0xffff;

    private static final int CALL = 0x10;
    private static final int TAIL_CALL = 0x12;
    private static final int CALL_INDIRECT = 0x11;
    private static final int TAIL_CALL_INDIRECT = 0x13;
    private static final int CALL_REF = 0x14;
    private static final int TAIL_CALL_REF = 0x15;
    private static final String INDIRECT = "call_indirect_";
    private static final String NO_FUNCTION = "throwNullFunctionReference";
    private static final String OUTSIDE = "throwOutOfBoundsMemoryAccess";

    /** The functions of the compiler that are called for something else than a site. */
    private static final Set<String> OTHERS = Set.of("memory", "memoryPages", "tableSize");

    private final Sites sites;
    private final IntConsumer unplaced;
    private final int function;
    private int next;
    private boolean agrees = true;
    /** A call through a reference looks whether there is a function before it calls it. */
    private boolean halfway;

    /** @param unplaced told the function when its method looks different from its sites */
    SiteNumbers(MethodVisitor method, int function, Sites sites, IntConsumer unplaced) {
        super(Opcodes.ASM9, method);
        this.function = function;
        this.sites = sites;
        this.unplaced = unplaced;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String type, boolean onInterface) {
        if (agrees && site(name)) {
            number(name);
        }
        super.visitMethodInsn(opcode, owner, name, type, onInterface);
    }

    private static boolean site(String name) {
        return !OTHERS.contains(name) && (name.startsWith(CompiledMethods.FUNCTION) || name.startsWith(INDIRECT) || name.startsWith("memory")
                || name.startsWith("table") || name.startsWith("struct") || name.startsWith("array") || name.startsWith("castTest")
                || name.startsWith("throw") || name.startsWith("i31Get") || name.contains("_DIV_") || name.contains("_REM_")
                || name.contains("_TRUNC_F") || name.equals("refAsNonNull") || name.equals("createWasmException") || name.equals("exn"));
    }

    private void number(String name) {
        agrees = next < Math.min(sites.count(), MOST) && belongs(name, sites.code(next));
        if (agrees) {
            Label here = new Label();
            super.visitLabel(here);
            super.visitLineNumber(next + 1, here);
            halfway = name.equals(NO_FUNCTION);
            next += halfway ? 0 : 1;
        }
    }

    /** Whether this function of the compiler is what it makes of such an instruction. */
    private static boolean belongs(String name, int code) {
        return switch (code) {
            case CALL, TAIL_CALL -> name.startsWith(CompiledMethods.FUNCTION);
            case CALL_INDIRECT, TAIL_CALL_INDIRECT -> name.startsWith(INDIRECT);
            case CALL_REF, TAIL_CALL_REF -> name.startsWith(INDIRECT) || name.equals(NO_FUNCTION);
            case 0x00 -> name.equals("throwTrapException");
            case 0x08 -> name.equals("createWasmException");
            case 0x0a -> name.equals("exn");
            default -> access(code)
                    ? name.startsWith("memoryRead") || name.startsWith("memoryWrite") || name.startsWith("memoryAtomic") || name.equals(OUTSIDE)
                    : name.replace("_", "").equalsIgnoreCase(OpCode.byOpCode(code).name().replace("_", ""));
        };
    }

    private static boolean access(int code) {
        return code >= 0x28 && code <= 0x3e || code >> 8 == 0xfe;
    }

    @Override
    public void visitEnd() {
        if (!agrees || halfway || next != sites.count()) {
            unplaced.accept(function);
        }
        super.visitEnd();
    }
}
