package dev.tollgate.jobs;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A job to be enqueued.
 *
 * @param queue          which {@link JobHandler} runs it
 * @param type           what it is, for people and for the handler
 * @param group          whose it is: claims are fair between groups, and concurrency is bounded per group
 * @param payload        opaque to the engine
 * @param delay          how long after the enqueue it may run first; zero for at once
 * @param maxRetry       attempts after the first one; 0 means none
 * @param unique         refuse it while an equal job of the group is live
 * @param idempotencyKey answers a repeated enqueue of the group with the first job's id, for as long as that job is kept
 */
public record JobRequest(String queue, String type, String group, byte[] payload, Duration delay, int maxRetry,
        Optional<Unique> unique, Optional<String> idempotencyKey) {

    /** Two jobs of a group with one key are not live together for {@code window} after the first one's enqueue. */
    public record Unique(String key, Duration window) {
        public Unique {
            Objects.requireNonNull(key, "key");
            if (window.isNegative() || window.isZero()) {
                throw new IllegalArgumentException("a uniqueness window is longer than zero, not " + window);
            }
        }
    }

    public JobRequest {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(unique, "unique");
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay is not negative: " + delay);
        }
        if (maxRetry < 0) {
            throw new IllegalArgumentException("max retry is 0 or more, not " + maxRetry);
        }
    }

    /** A job that may run at once, with neither uniqueness nor an idempotency key. */
    public static JobRequest of(String queue, String type, String group, byte[] payload, int maxRetry) {
        return new JobRequest(queue, type, group, payload, Duration.ZERO, maxRetry, Optional.empty(), Optional.empty());
    }
}
