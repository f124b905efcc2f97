package dev.tollgate.abi.kv;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Which space is asked for, and how.
 *
 * @param at       the present time, which decides what has expired
 * @param patience how long the answer is waited for; a store that cannot take a write back any more waits for its end
 */
public record KvAccess(String space, Instant at, Duration patience) {
    public KvAccess {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(patience, "patience");
        if (space.isEmpty()) {
            throw new IllegalArgumentException("a space has a name");
        }
    }
}
