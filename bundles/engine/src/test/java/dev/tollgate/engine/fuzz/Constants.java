package dev.tollgate.engine.fuzz;

import java.util.random.RandomGenerator;

/** Values that are more likely than others to be treated wrongly. */
final class Constants {
    private static final long[] INTEGERS = {0, 1, -1, 2, 7, 8, 31, 32, 63, 64, 127, 128, 255, 256, -128, 0x7FFF, 0x8000, 0xFFFF, Integer.MAX_VALUE,
            Integer.MIN_VALUE, 0xFFFF_FFFFL, 0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE, 0x5555_5555_5555_5555L};
    private static final double[] FLOATS = {0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, 0.1, -0.9, 1e10, -1e10, 127.5, 2147483647.0, 2147483648.0,
            -2147483648.0, -2147483649.0, 4294967295.0, 4294967296.0, 4290772992.0, 9223372036854775807.0, -9223372036854775808.0,
            18446744073709551616.0, Double.MAX_VALUE, Double.MIN_VALUE, Double.MIN_NORMAL, Float.MAX_VALUE, Float.MIN_VALUE,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 16777217.0, 9007199254740993.0};

    private final RandomGenerator random;

    Constants(RandomGenerator random) {
        this.random = random;
    }

    void write(BinaryWriter out, Type type) {
        long bits = bits(type);
        switch (type) {
            case I32 -> out.bytes(0x41).signed((int) bits);
            case I64 -> out.bytes(0x42).signed(bits);
            case F32 -> out.bytes(0x43).f32(Float.intBitsToFloat((int) bits));
            case F64 -> out.bytes(0x44).f64(Double.longBitsToDouble(bits));
            case FUNCREF -> throw new IllegalArgumentException("a reference is no number");
        }
    }

    long bits(Type type) {
        return type.canonical(switch (type) {
            case I32, I64, FUNCREF -> integer();
            case F32 -> random.nextInt(4) == 0 ? random.nextInt() : Float.floatToRawIntBits((float) number());
            case F64 -> random.nextInt(4) == 0 ? random.nextLong() : Double.doubleToRawLongBits(number());
        });
    }

    private long integer() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> INTEGERS[random.nextInt(INTEGERS.length)];
            default -> random.nextInt(40) - 4;
        };
    }

    private double number() {
        return random.nextBoolean() ? FLOATS[random.nextInt(FLOATS.length)] : random.nextInt(2_000) / 8.0 - 100;
    }
}
