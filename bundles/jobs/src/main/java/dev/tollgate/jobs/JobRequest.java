package dev.tollgate.jobs;

import java.time.Duration;
import java.util.Objects;

/**
 * A job to be enqueued.
 *
 * @param queue     which {@link JobHandler} runs it
 * @param type      what it is, for people and for the handler
 * @param group     whose it is: claims are fair between groups, and concurrency is bounded per group
 * @param payload   opaque to the engine
 * @param delay     how long after the enqueue it may run first; zero for at once
 * @param admission on which conditions it is taken in
 * @param terms     on which terms it runs
 */
public record JobRequest(String queue, String type, String group, byte[] payload, Duration delay, Admission admission,
        Terms terms) {
    public JobRequest {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(admission, "admission");
        Objects.requireNonNull(terms, "terms");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay is not negative: " + delay);
        }
    }

    /** A job that may run at once and is taken in on no condition. */
    public static JobRequest of(String queue, String type, String group, byte[] payload, int maxRetry) {
        return new JobRequest(queue, type, group, payload, Duration.ZERO, Admission.FREE, Terms.retries(maxRetry));
    }

    public JobRequest after(Duration wait) {
        return new JobRequest(queue, type, group, payload, wait, admission, terms);
    }

    public JobRequest admitted(Admission conditions) {
        return new JobRequest(queue, type, group, payload, delay, conditions, terms);
    }

    public JobRequest on(Terms others) {
        return new JobRequest(queue, type, group, payload, delay, admission, others);
    }
}
