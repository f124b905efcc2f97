package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.OpcodeImpl;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes one jump of a comparison whose answer is only jumped upon. The compiler calls a function for each comparison, and in
 * methods past 8,000 bytes the JIT leaves such calls as they are.

 */
final class ShortJumps extends MethodVisitor {
    private static final String OPCODES = Type.getInternalName(OpcodeImpl.class);

    /** The jump where a comparison holds, by the function that compares. */
    private static final Map<String, Integer> INTS = Map.of(
            "I32_EQ", Opcodes.IF_ICMPEQ, "I32_NE", Opcodes.IF_ICMPNE, "I32_LT_S", Opcodes.IF_ICMPLT,
            "I32_GE_S", Opcodes.IF_ICMPGE, "I32_GT_S", Opcodes.IF_ICMPGT, "I32_LE_S", Opcodes.IF_ICMPLE);
    private static final Map<String, Integer> LONGS = Map.of(
            "I64_EQ", Opcodes.IFEQ, "I64_NE", Opcodes.IFNE, "I64_LT_S", Opcodes.IFLT,
            "I64_GE_S", Opcodes.IFGE, "I64_GT_S", Opcodes.IFGT, "I64_LE_S", Opcodes.IFLE);
    private static final String ZERO = "I32_EQZ";
    private static final String LONG_ZERO = "I64_EQZ";

    /** A comparison that has been read and not yet written: its name and type. */
    private String comparison;
    private String descriptor;

    ShortJumps(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String type, boolean onInterface) {
        write();
        if (owner.equals(OPCODES) && (INTS.containsKey(name) || LONGS.containsKey(name) || name.equals(ZERO) || name.equals(LONG_ZERO))) {
            comparison = name;
            descriptor = type;
        } else {
            super.visitMethodInsn(opcode, owner, name, type, onInterface);
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (comparison == null || opcode != Opcodes.IFEQ && opcode != Opcodes.IFNE) {
            write();
            super.visitJumpInsn(opcode, label);
            return;
        }
        String compared = comparison;
        comparison = null;
        boolean where = opcode == Opcodes.IFNE;
        if (compared.equals(ZERO)) {
            super.visitJumpInsn(where ? Opcodes.IFEQ : Opcodes.IFNE, label);
        } else if (compared.equals(LONG_ZERO)) {
            super.visitInsn(Opcodes.LCONST_0);
            super.visitInsn(Opcodes.LCMP);
            super.visitJumpInsn(where ? Opcodes.IFEQ : Opcodes.IFNE, label);
        } else if (INTS.containsKey(compared)) {
            super.visitJumpInsn(where ? INTS.get(compared) : opposite(INTS.get(compared)), label);
        } else {
            super.visitInsn(Opcodes.LCMP);
            super.visitJumpInsn(where ? LONGS.get(compared) : opposite(LONGS.get(compared)), label);
        }
    }

    /** A zero to compare with needs room on the stack that its comparison did not. */
    @Override
    public void visitMaxs(int stack, int locals) {
        super.visitMaxs(stack + 2, locals);
    }

    /** Opposite jumps have neighbouring codes, beginning with an odd one. */
    private static int opposite(int jump) {
        return (jump + 1 ^ 1) - 1;
    }

    private void write() {
        if (comparison != null) {
            String compared = comparison;
            comparison = null;
            super.visitMethodInsn(Opcodes.INVOKESTATIC, OPCODES, compared, descriptor, false);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        write();
        super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        write();
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        write();
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        write();
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String type) {
        write();
        super.visitFieldInsn(opcode, owner, name, type);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
        write();
        super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
    }

    @Override
    public void visitLabel(Label label) {
        write();
        super.visitLabel(label);
    }

    @Override
    public void visitLdcInsn(Object value) {
        write();
        super.visitLdcInsn(value);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        write();
        super.visitIincInsn(variable, increment);
    }

    @Override
    public void visitTableSwitchInsn(int least, int most, Label otherwise, Label... labels) {
        write();
        super.visitTableSwitchInsn(least, most, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        write();
        super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    @Override
    public void visitFrame(int type, int locals, Object[] local, int stacked, Object[] stack) {
        write();
        super.visitFrame(type, locals, local, stacked, stack);
    }
}
