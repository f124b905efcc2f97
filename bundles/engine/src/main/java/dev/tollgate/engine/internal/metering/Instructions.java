package dev.tollgate.engine.internal.metering;

import java.util.BitSet;

/** Where instructions of the binary format end: what follows their code. */
final class Instructions {
    private Instructions() {
    }

    /** Moves past what follows the first byte of an instruction. */
    static void skip(WasmReader in, int code) {
        switch (code) {
            case 0x02, 0x03, 0x04 -> blockType(in);
            case 0x08, 0x0c, 0x0d, 0x10, 0x12, 0x14, 0x15, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40,
                    0x41, 0x42, 0xd0, 0xd2, 0xd5, 0xd6 -> in.skipNumber();
            case 0x11, 0x13 -> {
                in.skipNumber();
                in.skipNumber();
            }
            case 0x0e -> {
                for (int left = in.u32(); left >= 0; left--) {
                    in.skipNumber();
                }
            }
            case 0x1c -> {
                for (int left = in.u32(); left > 0; left--) {
                    in.skipValueType();
                }
            }
            case 0x1f -> {
                blockType(in);
                catches(in);
            }
            case 0x43 -> in.skip(4);
            case 0x44 -> in.skip(8);
            case 0xfb -> skipCollected(in, in.u32());
            case 0xfc -> skipBulk(in, in.u32());
            default -> {
                if (code >= 0x28 && code <= 0x3e) {
                    memoryArgument(in);
                }
            }
        }
    }

    /** What follows the code of an instruction of the 0xfc group. */
    static void skipBulk(WasmReader in, int code) {
        switch (code) {
            case 8, 10, 12, 14 -> {
                in.skipNumber();
                in.skipNumber();
            }
            case 9, 11, 13, 15, 16, 17 -> in.skipNumber();
            default -> { }
        }
    }

    /** What follows the code of an instruction of the 0xfb group, on collected objects. */
    static void skipCollected(WasmReader in, int code) {
        switch (code) {
            case 0x00, 0x01, 0x06, 0x07, 0x0b, 0x0c, 0x0d, 0x0e, 0x10, 0x14, 0x15, 0x16, 0x17 -> in.skipNumber();
            case 0x02, 0x03, 0x04, 0x05, 0x08, 0x09, 0x0a, 0x11, 0x12, 0x13 -> {
                in.skipNumber();
                in.skipNumber();
            }
            case 0x18, 0x19 -> {
                in.skip(1);
                in.skipNumber();
                in.skipNumber();
                in.skipNumber();
            }
            default -> { }
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
    private static void blockType(WasmReader in) {
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
