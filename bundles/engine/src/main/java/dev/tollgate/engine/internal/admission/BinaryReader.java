package dev.tollgate.engine.internal.admission;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the values of the WebAssembly binary format (core specification, section 5.2) from a part of a byte array, and
 * nothing that is not in the canonical range: a number with more bytes than its type has room for, with bits set beyond
 * the type's width, or cut off, is a {@link MalformedException}.
 */
public final class BinaryReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    public BinaryReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private BinaryReader(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    public int position() {
        return position;
    }

    public int end() {
        return end;
    }

    public int remaining() {
        return end - position;
    }

    public boolean hasRemaining() {
        return position < end;
    }

    public int u8() {
        if (position >= end) {
            throw malformed("the bytes end in the middle of something");
        }
        return bytes[position++] & 0xff;
    }

    /** The next byte, which stays the next. */
    public int peek() {
        int next = u8();
        position--;
        return next;
    }

    /** An unsigned number of 32 bits. */
    public long u32() {
        // Nearly all numbers are of one byte.
        if (position < end && bytes[position] >= 0) {
            return bytes[position++];
        }
        return leb(32, false);
    }

    public int s32() {
        return (int) leb(32, true);
    }

    /** A signed number of 33 bits: a type's index, or less than 0 for what has a code of its own. */
    public long s33() {
        return leb(33, true);
    }

    public long s64() {
        return leb(64, true);
    }

    private long leb(int width, boolean signed) {
        int start = position;
        long value = 0;
        for (int shift = 0;; shift += 7) {
            if (shift >= width) {
                throw new MalformedException(start, "a number has more bytes than one of " + width + " bits may have");
            }
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                int room = width - shift;
                if (room < 7 && !unusedBitsRepeat(next, room, signed)) {
                    throw new MalformedException(start, "a number is larger than " + width + " bits");
                }
                return signed && shift + 7 < 64 ? value << 64 - shift - 7 >> 64 - shift - 7 : value;
            }
        }
    }

    /** The bits of a last byte that its type has no room for are zeros, or for a signed number copies of its sign. */
    private static boolean unusedBitsRepeat(int last, int room, boolean signed) {
        if (!signed) {
            return last >> room == 0;
        }
        int fromSign = last >> room - 1;
        return fromSign == 0 || fromSign == (1 << 8 - room) - 1;
    }

    /**
     * The number of things that follow.
     *
     * @param least the fewest bytes that one of them takes: more of them than fit are never believed
     */
    public int count(int least) {
        int at = position;
        long count = u32();
        if (count * least > remaining()) {
            throw new MalformedException(at, "a count of " + count + ", where only " + remaining() + " bytes follow");
        }
        return (int) count;
    }

    /** A reader of the next bytes, after which this one stands. */
    public BinaryReader part(long length) {
        if (length > remaining()) {
            throw malformed("a length of " + length + " bytes, where only " + remaining() + " follow");
        }
        BinaryReader part = new BinaryReader(bytes, position, position + (int) length);
        position = part.end;
        return part;
    }

    public void skip(long length) {
        part(length);
    }

    /** A name with its length before it. */
    public String name() {
        return part(u32()).text();
    }

    /** All that is left: UTF-8, without shortcuts or halves of pairs. */
    public String text() {
        int start = position;
        position = end;
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, end - start)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedException(start, "a name is not UTF-8");
        }
    }

    /** A copy of what has not been read. */
    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, position, end);
    }

    public void finished() {
        if (hasRemaining()) {
            throw malformed(remaining() + " bytes are left over");
        }
    }

    public MalformedException malformed(String what) {
        return new MalformedException(position, what);
    }
}
