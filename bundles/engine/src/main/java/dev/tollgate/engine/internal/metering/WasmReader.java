package dev.tollgate.engine.internal.metering;

/** Reads a module that was validated before: what it expects is there, and every number fits. */
final class WasmReader {
    final byte[] bytes;
    int at;
    final int end;

    WasmReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean more() {
        return at < end;
    }

    int u8() {
        return bytes[at++] & 0xff;
    }

    /** An unsigned number of 32 bits; a larger one than an int holds comes out negative. */
    int u32() {
        return (int) leb();
    }

    /** A block type or a heap type: a type's index, or a negative code. */
    long s33() {
        int from = at;
        long value = leb();
        int shift = 7 * (at - from);
        return (bytes[at - 1] & 0x40) == 0 ? value : value | -1L << shift;
    }

    void skip(int count) {
        at += count;
    }

    void skipNumber() {
        while (u8() >= 0x80) {
            continue;
        }
    }

    void skipValueType() {
        int code = u8();
        if (code == 0x63 || code == 0x64) {
            skipNumber();
        }
    }

    /** At a function's body: moves past its locals. */
    WasmReader code() {
        for (int left = u32(); left > 0; left--) {
            skipNumber();
            skipValueType();
        }
        return this;
    }

    private long leb() {
        long value = 0;
        int shift = 0;
        int next;
        do {
            next = u8();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next >= 0x80);
        return value;
    }
}
