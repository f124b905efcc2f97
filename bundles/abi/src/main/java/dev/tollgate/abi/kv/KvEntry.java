package dev.tollgate.abi.kv;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a key stands for.
 *
 * @param value   not copied, and changed by nobody
 * @param expires from when on it is not there; empty for never
 */
public record KvEntry(byte[] value, Optional<Instant> expires) {
    public static final int MOST_BYTES = 256 << 10;
    /** What every entry counts at least: a store needs about that much beside the key and the value. */
    public static final int LEAST_COUNTED = 64;

    public KvEntry {
        Objects.requireNonNull(expires, "expires");
        if (value.length > MOST_BYTES) {
            throw new IllegalArgumentException("a value has at most " + MOST_BYTES + " bytes, not " + value.length);
        }
    }

    /** What it counts in its space: the bytes of key and value, and no less than {@link #LEAST_COUNTED}. */
    public int bytes(KvKey key) {
        return Math.max(LEAST_COUNTED, key.utf8().length + value.length);
    }

    public boolean expired(Instant at) {
        return expires.isPresent() && !expires.get().isAfter(at);
    }
}
