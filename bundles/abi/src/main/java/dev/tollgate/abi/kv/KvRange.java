package dev.tollgate.abi.kv;

import java.util.Arrays;
import java.util.Optional;

/**
 * Keys by the order of their bytes. A prefix is a range too, so that no pattern language with wildcards of its own takes part.
 *
 * @param from  where it begins, itself included
 * @param until where it ends, itself not included; not before {@code from}
 */
public record KvRange(byte[] from, byte[] until) {
    /** Occurs nowhere in UTF-8, and is greater than everything that does. */
    private static final byte BEYOND = (byte) 0xff;

    /**
     * The keys that begin with a prefix.
     *
     * @param prefix may be empty, for all keys
     * @param after  only those that come after this one
     * @throws IllegalArgumentException when the prefix is not well-formed
     */
    public static KvRange of(String prefix, Optional<KvKey> after) {
        byte[] start = KvKey.utf8(prefix);
        byte[] end = longer(start, BEYOND);
        byte[] next = after.map(key -> longer(key.utf8(), (byte) 0)).orElse(start);
        return new KvRange(lesser(greater(next, start), end), end);
    }

    private static byte[] greater(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) > 0 ? one : other;
    }

    private static byte[] lesser(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) < 0 ? one : other;
    }

    private static byte[] longer(byte[] bytes, byte last) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = last;
        return longer;
    }
}
