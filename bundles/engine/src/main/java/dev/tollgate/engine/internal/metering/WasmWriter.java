package dev.tollgate.engine.internal.metering;

import java.util.Arrays;

/** Writes the binary format. */
final class WasmWriter {
    private final Origins origins = new Origins();
    private byte[] out = {};
    private int size;

    /** What is written from here on stands for what is at this place of the original. */
    void standsFor(int origin) {
        origins.add(size, origin);
    }

    Origins origins() {
        return origins;
    }

    WasmWriter u8(int value) {
        room(1);
        out[size++] = (byte) value;
        return this;
    }

    WasmWriter u32(long value) {
        long rest = value;
        while (rest >= 0x80) {
            u8((int) rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    WasmWriter signed(long value) {
        long rest = value;
        while (rest < -0x40 || rest >= 0x40) {
            u8((int) rest & 0x7f | 0x80);
            rest >>= 7;
        }
        return u8((int) rest & 0x7f);
    }

    WasmWriter raw(byte[] bytes, int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, out, size, to - from);
        size += to - from;
        return this;
    }

    WasmWriter raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    /** A section, or a function's body: its size first. */
    WasmWriter sized(byte[] content) {
        return u32(content.length).raw(content);
    }

    int size() {
        return size;
    }

    /** Takes back what was written from there on. */
    void cut(int from) {
        size = from;
        origins.cut(from);
    }

    byte[] bytes() {
        return Arrays.copyOf(out, size);
    }

    /** Appends what {@code other} has, and empties it. */
    void take(WasmWriter other) {
        origins.take(other.origins, size);
        raw(other.out, 0, other.size);
        other.size = 0;
    }

    private void room(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, Math.max(Math.max(16, out.length * 2), size + more));
        }
    }
}
