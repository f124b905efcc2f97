package dev.tollgate.engine.internal.admission;

/** Reads instructions one after the other, and shows each immediate as it comes by: nothing is kept. */
public final class InstructionReader {
    private static final int SIMD_PREFIX = 0xFD;
    private static final int ATOMIC_PREFIX = 0xFE;
    private static final int LAST_MEMARG_FLAGS = 0x7f;
    private static final int MEMORY_FLAG = 0x40;
    private static final int MOST_ALIGNMENT = 3;
    private static final int LAST_CATCH = 3;
    private static final int LAST_CATCH_OF_A_TAG = 1;
    private static final int BOTH_NULLABLE = 3;

    /** Sees the immediates of one instruction in their order. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * @param value the number as it was written: unsigned for an index, the bits of a float
         * @param at    where it stands
         */
        void immediate(Immediate kind, long value, int at);
    }

    private final BinaryReader in;
    private final Visitor visitor;

    public InstructionReader(BinaryReader in, Visitor visitor) {
        this.in = in;
        this.visitor = visitor;
    }

    public Opcode next() {
        int at = in.position();
        int code = in.u8();
        if (InstructionSet.prefix(code)) {
            long number = in.u32();
            code = number > 0xff ? -1 : code << 8 | (int) number;
        }
        Opcode opcode = code < 0 ? null : InstructionSet.of(code);
        if (opcode == null) {
            throw unknown(at, code);
        }
        for (Immediate immediate : opcode.immediates()) {
            read(immediate);
        }
        return opcode;
    }

    private static RuntimeException unknown(int at, int code) {
        return switch (code) {
            case SIMD_PREFIX -> new UnsupportedException(Feature.SIMD);
            case ATOMIC_PREFIX -> new UnsupportedException(Feature.THREADS);
            case 0x06, 0x07, 0x09, 0x18, 0x19 -> new UnsupportedException(Feature.LEGACY_EXCEPTIONS);
            default -> new MalformedException(at, "there is no such instruction"
                    + (code < 0 ? "" : String.format(" as 0x%02X", code)));
        };
    }

    private void read(Immediate kind) {
        int at = in.position();
        switch (kind) {
            case BLOCK_TYPE -> blockType();
            case LABEL_TABLE -> {
                for (int left = in.count(1); left >= 0; left--) {
                    show(Immediate.LABEL);
                }
            }
            case VALUE_TYPES -> {
                int count = in.count(1);
                visitor.immediate(Immediate.COUNT, count, at);
                for (int i = 0; i < count; i++) {
                    type(Immediate.VALUE_TYPE);
                }
            }
            case CATCHES -> catches();
            case MEMORY_ARGUMENT -> memoryArgument();
            case HEAP_TYPE -> visitor.immediate(kind, in.s33(), at);
            case CAST_FLAGS -> {
                int flags = in.u8();
                if (flags > BOTH_NULLABLE) {
                    throw new MalformedException(at, "a cast has flags that there are not");
                }
                visitor.immediate(kind, flags, at);
            }
            case INT32 -> visitor.immediate(kind, in.s32(), at);
            case INT64 -> visitor.immediate(kind, in.s64(), at);
            case FLOAT32 -> visitor.immediate(kind, bits(4), at);
            case FLOAT64 -> visitor.immediate(kind, bits(8), at);
            default -> show(kind);
        }
    }

    private void show(Immediate index) {
        int at = in.position();
        visitor.immediate(index, in.u32(), at);
    }

    private void blockType() {
        int at = in.position();
        int first = in.peek();
        if (ValueTypes.singleByte(first)) {
            type(Immediate.BLOCK_TYPE);
        } else {
            long index = in.s33();
            if (index < 0) {
                throw new MalformedException(at, "there is no such block type");
            }
            visitor.immediate(Immediate.BLOCK_TYPE, index, at);
        }
    }

    private void type(Immediate kind) {
        int at = in.position();
        long type = ValueTypes.read(in);
        visitor.immediate(kind, type, at);
        if (ValueTypes.reference(type)) {
            read(Immediate.HEAP_TYPE);
        }
    }

    private void catches() {
        int at = in.position();
        int count = in.count(2);
        visitor.immediate(Immediate.COUNT, count, at);
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            if (kind > LAST_CATCH) {
                throw new MalformedException(in.position() - 1, "there is no such catch clause as " + kind);
            }
            if (kind <= LAST_CATCH_OF_A_TAG) {
                show(Immediate.TAG);
            }
            show(Immediate.LABEL);
        }
    }

    private void memoryArgument() {
        int at = in.position();
        long flags = in.u32();
        if (flags > LAST_MEMARG_FLAGS || (flags & ~MEMORY_FLAG) > MOST_ALIGNMENT) {
            throw new MalformedException(at, "an alignment that no access has");
        }
        visitor.immediate(Immediate.ALIGNMENT, flags & ~MEMORY_FLAG, at);
        if ((flags & MEMORY_FLAG) == 0) {
            visitor.immediate(Immediate.MEMORY, 0, at);
        } else {
            show(Immediate.MEMORY);
        }
        show(Immediate.OFFSET);
    }

    private long bits(int bytes) {
        long bits = 0;
        for (int i = 0; i < bytes; i++) {
            bits |= (long) in.u8() << 8 * i;
        }
        return bits;
    }
}
