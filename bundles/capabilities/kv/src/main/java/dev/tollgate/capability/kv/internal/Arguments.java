package dev.tollgate.capability.kv.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a guest passes, checked; whatever is wrong with it is said in terms of the gate. */
final class Arguments {
    /** So that no sum of it and of a moment leaves what stores can write down. */
    static final Duration LONGEST_TTL = Duration.ofDays(3_650);
    static final int MOST_KEYS = 1_000;

    private Arguments() {
    }

    static KvKey key(String text) throws GateException {
        if (text.getBytes(StandardCharsets.UTF_8).length > KvKey.MOST_BYTES) {
            throw new GateException(Errno.ETOOBIG, "a key has at most " + KvKey.MOST_BYTES + " bytes");
        }
        try {
            return new KvKey(text);
        } catch (IllegalArgumentException noKey) {
            throw new GateException(Errno.EINVAL, noKey.getMessage());
        }
    }

    static KvEntry entry(byte[] value, long ttlMs, Instant now) throws GateException {
        if (value.length > KvEntry.MOST_BYTES) {
            throw new GateException(Errno.ETOOBIG, "a value has at most " + KvEntry.MOST_BYTES + " bytes");
        }
        if (ttlMs < 0 || ttlMs > LONGEST_TTL.toMillis()) {
            throw new GateException(Errno.EINVAL, "a ttl has 0 (for never) to " + LONGEST_TTL.toMillis() + " ms");
        }
        return new KvEntry(value, ttlMs == 0 ? Optional.empty() : Optional.of(now.plusMillis(ttlMs)));
    }

    static KvRange range(String prefix, String cursor) throws GateException {
        Optional<KvKey> after = cursor.isEmpty() ? Optional.empty() : Optional.of(key(cursor));
        try {
            return KvRange.of(prefix, after);
        } catch (IllegalArgumentException noText) {
            throw new GateException(Errno.EINVAL, noText.getMessage());
        }
    }

    static int limit(int limit) throws GateException {
        if (limit < 1 || limit > MOST_KEYS) {
            throw new GateException(Errno.EINVAL, "a page has 1 to " + MOST_KEYS + " keys");
        }
        return limit;
    }
}
