package dev.tollgate.engine.internal.source;

import java.util.Arrays;

/** Writes numbers of variable length, seven bits a byte; of signed ones the sign comes lowest. */
final class Numbers {
    private byte[] bytes = new byte[64];
    private int size;

    Numbers unsigned(long value) {
        long rest = value;
        do {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
            }
            bytes[size++] = (byte) (rest < 0x80 ? rest : rest & 0x7f | 0x80);
            rest >>>= 7;
        } while (rest != 0);
        return this;
    }

    Numbers signed(long value) {
        return unsigned(value << 1 ^ value >> 63);
    }

    void append(Numbers other) {
        if (bytes.length - size < other.size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + other.size));
        }
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }
}
