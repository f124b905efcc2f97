package dev.tollgate.engine.internal.admission;

/** Reads constant expressions: what a global begins with, where a segment goes, what lies in a table. */
final class ConstantCheck implements InstructionReader.Visitor {
    private final IndexSpaces spaces;
    private final Effort effort;
    private final Reasons reasons;

    ConstantCheck(IndexSpaces spaces, Reasons reasons, Effort effort) {
        this.spaces = spaces;
        this.reasons = reasons;
        this.effort = effort;
    }

    void check(BinaryReader in) {
        InstructionReader instructions = new InstructionReader(in, this);
        while (true) {
            int at = in.position();
            Opcode opcode = instructions.next();
            effort.instructions++;
            effort.steps++;
            if (opcode.code() == Control.END) {
                return;
            }
            if (!constant(opcode)) {
                throw new MalformedException(at, opcode.name() + " stands where only constants may");
            }
        }
    }

    @Override
    public void immediate(Immediate kind, long value, int at) {
        spaces.check(kind, value, at);
        if (kind == Immediate.COUNT) {
            reasons.check(Bound.LITERAL_ELEMENTS, value);
        }
        if (kind == Immediate.HEAP_TYPE && value >= 0 || kind == Immediate.STRUCT_TYPE) {
            effort.steps += spaces.types.parts((int) value);
        }
    }

    private static boolean constant(Opcode opcode) {
        return switch (opcode.name()) {
            case "i32.const", "i64.const", "f32.const", "f64.const", "i32.add", "i32.sub", "i32.mul", "i64.add", "i64.sub",
                    "i64.mul", "global.get", "ref.null", "ref.func", "ref.i31", "struct.new", "struct.new_default", "array.new",
                    "array.new_default", "array.new_fixed", "any.convert_extern", "extern.convert_any" -> true;
            default -> false;
        };
    }
}
