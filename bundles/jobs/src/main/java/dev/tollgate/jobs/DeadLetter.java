package dev.tollgate.jobs;

import java.time.Instant;

/**
 * A job that is not tried again by itself.
 *
 * @param group    whose job it is
 * @param attempts executions that counted
 * @param reason   why the last one failed, as its handler said it
 */
public record DeadLetter(JobId id, String queue, String type, String group, int attempts, String reason, Instant at) {
}
