package dev.tollgate.engine.fuzz;

import java.util.List;

/** The types of generated values, with their code in the binary format. */
enum Type {
    I32(0x7F), I64(0x7E), F32(0x7D), F64(0x7C), FUNCREF(0x70);

    static final List<Type> NUMBERS = List.of(I32, I64, F32, F64);

    final int code;

    Type(int code) {
        this.code = code;
    }

    boolean isFloat() {
        return this == F32 || this == F64;
    }

    /** Whether two results are the same. All NaNs are, since the JVM does not keep their bits. */
    boolean same(long one, long other) {
        return canonical(one) == canonical(other);
    }

    /** The bits of a value of this type, with one NaN for all. */
    long canonical(long bits) {
        return switch (this) {
            case F32 -> Float.floatToIntBits(Float.intBitsToFloat((int) bits));
            case F64 -> Double.doubleToLongBits(Double.longBitsToDouble(bits));
            case I64 -> bits;
            case I32, FUNCREF -> (int) bits;
        };
    }
}
