package dev.tollgate.jobs;

import java.time.Instant;

/**
 * One execution of a job.
 *
 * @param attempt    1 for the first attempt; being held back is not an attempt
 * @param token      the fencing token of this execution: larger than that of every earlier execution of the job
 * @param leaseUntil the moment at which another worker may take the job over unless the lease is extended
 */
public record JobExecution(JobId id, String queue, String type, String group, byte[] payload, int attempt, Terms terms,
        long token, Instant enqueuedAt, Instant leaseUntil) {

    /** Attempts that may follow the first one. */
    public int maxRetry() {
        return terms.maxRetry();
    }
}
