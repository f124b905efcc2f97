package dev.tollgate.jobs;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * On which conditions a job is taken in. All are checked in the transaction that adds it, so that they hold over all nodes.
 *
 * @param unique         refuse it while an equal job of the group is live
 * @param idempotencyKey answers a repeated enqueue of the group with the first job's id, for as long as that job is kept
 * @param quota          how much the group may enqueue
 */
public record Admission(Optional<Unique> unique, Optional<String> idempotencyKey, Optional<Quota> quota) {
    /** Anything is taken in. */
    public static final Admission FREE = new Admission(Optional.empty(), Optional.empty(), Optional.empty());

    /** Two jobs of a group with one key are not live together for {@code window} after the first one's enqueue. */
    public record Unique(String key, Duration window) {
        public Unique {
            Objects.requireNonNull(key, "key");
            if (window.isNegative() || window.isZero()) {
                throw new IllegalArgumentException("a uniqueness window is longer than zero, not " + window);
            }
        }
    }

    /**
     * What a group may enqueue with quotas. Every request counts against the rate, one that turns out to be a repetition as
     * well; what is refused or rolled back counts against nothing.
     *
     * @param perMinute  requests in any minute (to the second)
     * @param mostQueued jobs of the group that wait in the queue at a time, delayed ones included
     */
    public record Quota(int perMinute, int mostQueued) {
        public Quota {
            if (perMinute < 1 || mostQueued < 1) {
                throw new IllegalArgumentException("a quota allows at least one, not " + perMinute + " per minute and " + mostQueued
                        + " queued");
            }
        }
    }

    public Admission {
        Objects.requireNonNull(unique, "unique");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        Objects.requireNonNull(quota, "quota");
    }

    public Admission unique(String key, Duration window) {
        return new Admission(Optional.of(new Unique(key, window)), idempotencyKey, quota);
    }

    public Admission once(String key) {
        return new Admission(unique, Optional.of(key), quota);
    }

    public Admission within(Quota bounds) {
        return new Admission(unique, idempotencyKey, Optional.of(bounds));
    }
}
