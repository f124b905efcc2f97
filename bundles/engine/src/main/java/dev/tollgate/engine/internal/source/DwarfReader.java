package dev.tollgate.engine.internal.source;

import java.nio.charset.StandardCharsets;

/** Reads the values that DWARF is made of (DWARF 5, section 7), the lowest byte first, from a part of a byte array. */
final class DwarfReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    DwarfReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DwarfReader(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    boolean more() {
        return at < end;
    }

    int left() {
        return end - at;
    }

    int u8() {
        if (at >= end) {
            throw new MalformedDwarfException();
        }
        return bytes[at++] & 0xff;
    }

    int u16() {
        return u8() | u8() << 8;
    }

    long u32() {
        return u16() | (long) u16() << 16;
    }

    /** An unsigned number of so many bytes; what does not fit into 64 bits is lost. */
    long unsigned(int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            int next = u8();
            value |= i < Long.BYTES ? (long) next << 8 * i : 0;
        }
        return value;
    }

    /** An unsigned number of variable length; what does not fit into 64 bits is lost. */
    long uleb() {
        long value = 0;
        int shift = 0;
        int next;
        do {
            next = u8();
            value |= shift < Long.SIZE ? (long) (next & 0x7f) << shift : 0;
            shift += 7;
        } while (next >= 0x80);
        return value;
    }

    long sleb() {
        int from = at;
        long value = uleb();
        int shift = 7 * (at - from);
        return shift >= Long.SIZE || (bytes[at - 1] & 0x40) == 0 ? value : value | -1L << shift;
    }

    /** A text that ends with a zero, of which at most {@code most} bytes are kept. */
    String text(int most) {
        String text = beginning(most);
        while (u8() != 0) {
            continue;
        }
        return text;
    }

    /** A text up to the zero at its end, or as far as it goes; no further than {@code most} bytes are looked at. */
    String beginning(int most) {
        int from = at;
        while (at < end && at - from < most && bytes[at] != 0) {
            at++;
        }
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    void skip(long count) {
        part(count);
    }

    /** A reader of the next bytes, after which this one stands. */
    DwarfReader part(long length) {
        if (length < 0 || length > end - at) {
            throw new MalformedDwarfException();
        }
        DwarfReader part = new DwarfReader(bytes, at, at + (int) length);
        at = part.end;
        return part;
    }

    /** A reader of all bytes of the section from there on. */
    static DwarfReader of(byte[] section, long from) {
        if (from < 0 || from > section.length) {
            throw new MalformedDwarfException();
        }
        return new DwarfReader(section, (int) from, section.length);
    }
}
