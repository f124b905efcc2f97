package dev.tollgate.engine.internal.metering;

import dev.tollgate.engine.internal.admission.Immediate;
import dev.tollgate.engine.internal.admission.InstructionSet;
import java.util.BitSet;

/** Where instructions of the binary format end: what follows their code. */
final class Instructions {
    private Instructions() {
    }

    /** The first byte of an instruction that a number follows, which says what it is. */
    private static boolean prefix(int code) {
        return code == 0xfb || code == 0xfc;
    }

    /** Moves past what follows the first byte of an instruction. */
    static void skip(WasmReader in, int code) {
        skipImmediates(in, prefix(code) ? code << 8 | in.u32() : code);
    }

    /** Moves past what follows the code of an instruction, which may be a byte and a number together. */
    static void skipImmediates(WasmReader in, int code) {
        for (Immediate immediate : InstructionSet.of(code).immediates()) {
            skip(in, immediate);
        }
    }

    private static void skip(WasmReader in, Immediate kind) {
        switch (kind) {
            case BLOCK_TYPE -> skipBlockType(in);
            case LABEL_TABLE -> {
                for (int left = in.u32(); left >= 0; left--) {
                    in.skipNumber();
                }
            }
            case VALUE_TYPES -> {
                for (int left = in.u32(); left > 0; left--) {
                    in.skipValueType();
                }
            }
            case CATCHES -> catches(in);
            case MEMORY_ARGUMENT -> memoryArgument(in);
            case CAST_FLAGS -> in.skip(1);
            case FLOAT32 -> in.skip(4);
            case FLOAT64 -> in.skip(8);
            default -> in.skipNumber();
        }
    }

    /** Moves past an expression, to behind its last {@code end}; every function that it makes a reference to is noted. */
    static void functionsNamed(WasmReader in, BitSet functions) {
        int open = 1;
        while (open > 0) {
            int code = in.u8();
            switch (code) {
                case 0x02, 0x03, 0x04, 0x1f -> {
                    open++;
                    skip(in, code);
                }
                case 0x0b -> open--;
                case 0xd2 -> functions.set(in.u32());
                default -> skip(in, code);
            }
        }
    }

    /** The clauses of a {@code try_table}. */
    static void catches(WasmReader in) {
        for (int left = in.u32(); left > 0; left--) {
            if (in.u8() < 2) {
                in.skipNumber();
            }
            in.skipNumber();
        }
    }

    /** The index of a type, or a value type, of which only a reference's has more than one number. */
    static void skipBlockType(WasmReader in) {
        int from = in.at;
        if (in.s33() < 0) {
            in.at = from;
            in.skipValueType();
        }
    }

    private static void memoryArgument(WasmReader in) {
        if ((in.u32() & 0x40) != 0) {
            in.skipNumber();
        }
        in.skipNumber();
    }
}
