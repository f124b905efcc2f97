package dev.tollgate.engine.internal.admission;

/** The codes of value types and heap types, as the signed numbers that the binary format writes them as. */
public final class ValueTypes {
    static final long EMPTY_BLOCK = -64;

    private static final long REF_NULL = 0x63 - 0x80;
    private static final long REF = 0x64 - 0x80;
    private static final long I32 = 0x7F - 0x80;
    private static final long I64 = 0x7E - 0x80;
    private static final long F64 = 0x7C - 0x80;
    private static final long V128 = 0x7B - 0x80;
    private static final long I8 = 0x78 - 0x80;
    private static final long I16 = 0x77 - 0x80;
    private static final long NO_EXCEPTION = 0x74 - 0x80;
    private static final long EXCEPTION = 0x69 - 0x80;

    private ValueTypes() {
    }

    /**
     * The engine reads a block's type as an unsigned number and looks whether that is the code of a value type, so it
     * confuses these indexes with such codes; after some it would even look for the rest of a type, and see other
     * instructions than anybody else.
     */
    public static boolean mistakenForValueType(long index) {
        long code = index - 0x80;
        return code == EMPTY_BLOCK || reference(code) || heap(code) || code >= V128 && code <= I32;
    }

    static boolean number(int first) {
        return first - 0x80 >= V128;
    }

    static boolean singleByte(int first) {
        return first >= 0x40 && first < 0x80;
    }

    static long read(BinaryReader in) {
        return in.u8() - 0x80;
    }

    /** Whether a heap type follows. */
    static boolean reference(long code) {
        return code == REF || code == REF_NULL;
    }

    static boolean wide(long code) {
        return code == I64 || code == F64;
    }

    static boolean packed(long code) {
        return code == I8 || code == I16;
    }

    static boolean heap(long code) {
        return code >= EXCEPTION && code <= NO_EXCEPTION;
    }

    /** @throws RuntimeException where the code stands for no type, or for one that is not taken */
    static void check(long code, int at) {
        if (code == V128) {
            throw new UnsupportedException(Feature.SIMD);
        }
        boolean scalar = code >= F64 && code <= I32;
        if (!scalar && !heap(code) && !reference(code)) {
            throw new MalformedException(at, "there is no such value type");
        }
    }

    static void checkHeap(long code, int at) {
        if (code < 0 && !heap(code)) {
            throw new MalformedException(at, "there is no such heap type");
        }
    }
}
