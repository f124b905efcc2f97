package dev.tollgate.abi.kv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The key of an entry: any text that has 1 to {@link #MOST_BYTES} bytes in UTF-8. Nothing in it has a meaning. Half of a
 * surrogate pair is refused: it has no bytes of its own, so that two keys could become one.
 */
public record KvKey(String text) {
    public static final int MOST_BYTES = 256;

    public KvKey {
        int bytes = utf8(text).length;
        if (bytes == 0 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("a key has 1 to " + MOST_BYTES + " bytes, not " + bytes);
        }
    }

    /** @param utf8 what {@link #utf8()} gave */
    public static KvKey of(byte[] utf8) {
        return new KvKey(new String(utf8, StandardCharsets.UTF_8));
    }

    public byte[] utf8() {
        return utf8(text);
    }

    /** @throws IllegalArgumentException when it is not well-formed */
    static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("not text: it has half of a surrogate pair", malformed);
        }
    }
}
