package dev.tollgate.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as an operator sees it.
 *
 * @param attempts executions that counted
 * @param runAt    when it may run next, or ran last
 * @param reason   why the last attempt failed, or why it was held back
 * @param output   what it produced, once {@link JobState#DONE}
 * @param report   what the last attempt cost
 */
public record JobView(JobId id, String queue, String type, String group, JobState state, int attempts, int maxRetry,
        Instant enqueuedAt, Instant runAt, Optional<Instant> finishedAt, Optional<String> reason, byte[] payload,
        Optional<byte[]> output, Optional<String> report) {
}
