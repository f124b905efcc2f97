package dev.tollgate.examples.texttools;

import java.util.Arrays;

/**
 * UTF-8 to and from text, in a quarter of the instructions that the charset machinery of the class library takes. A filter
 * converts everything it sees twice, and pays for each instruction.
 */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Reads {@code bytes}; each byte that is not part of a well-formed sequence becomes U+FFFD. */
    static String decode(byte[] bytes) {
        var text = new char[bytes.length];
        var length = 0;
        var at = 0;
        while (at < bytes.length) {
            int first = bytes[at];
            if (first >= 0) {
                text[length++] = (char) first;
                at++;
                continue;
            }
            var size = sequenceSize(first & 0xFF);
            var code = size == 0 ? -1 : codePoint(bytes, at, size);
            if (code < 0) {
                text[length++] = REPLACEMENT;
                at++;
            } else {
                if (code > 0xFFFF) {
                    text[length++] = highSurrogate(code);
                    text[length++] = lowSurrogate(code);
                } else {
                    text[length++] = (char) code;
                }
                at += size;
            }
        }
        return new String(text, 0, length);
    }

    /** Writes {@code text}; half a surrogate pair becomes U+FFFD. */
    static byte[] encode(String text) {
        var chars = Chars.of(text);
        var bytes = new byte[chars.length * 3];
        var length = 0;
        for (var i = 0; i < chars.length; i++) {
            int code = chars[i];
            if (code < 0x80) {
                bytes[length++] = (byte) code;
            } else if (code < 0x800) {
                bytes[length++] = (byte) (0xC0 | code >> 6);
                bytes[length++] = continuation(code);
            } else if (isHigh(code) && i + 1 < chars.length && isLow(chars[i + 1])) {
                code = 0x10000 + ((code & 0x3FF) << 10 | chars[++i] & 0x3FF);
                bytes[length++] = (byte) (0xF0 | code >> 18);
                bytes[length++] = continuation(code >> 12);
                bytes[length++] = continuation(code >> 6);
                bytes[length++] = continuation(code);
            } else {
                code = isHigh(code) || isLow(code) ? REPLACEMENT : code;
                bytes[length++] = (byte) (0xE0 | code >> 12);
                bytes[length++] = continuation(code >> 6);
                bytes[length++] = continuation(code);
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    /** How many bytes a sequence with this first byte has, 0 for a byte that starts none. */
    private static int sequenceSize(int first) {
        if (first < 0xC2) {
            return 0;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    }

    /** The code point at {@code at}, or -1 when the sequence is cut short, too long for its value, or a surrogate. */
    private static int codePoint(byte[] bytes, int at, int size) {
        if (at + size > bytes.length) {
            return -1;
        }
        var code = bytes[at] & (0x7F >> size);
        for (var i = at + 1; i < at + size; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return -1;
            }
            code = code << 6 | bytes[i] & 0x3F;
        }
        var smallest = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
        return code < smallest || code > 0x10FFFF || isHigh(code) || isLow(code) ? -1 : code;
    }

    private static byte continuation(int code) {
        return (byte) (0x80 | code & 0x3F);
    }

    private static boolean isHigh(int code) {
        return code >= 0xD800 && code <= 0xDBFF;
    }

    private static boolean isLow(int code) {
        return code >= 0xDC00 && code <= 0xDFFF;
    }

    private static char highSurrogate(int code) {
        return (char) (0xD800 + (code - 0x10000 >> 10));
    }

    private static char lowSurrogate(int code) {
        return (char) (0xDC00 + (code & 0x3FF));
    }
}
