package dev.tollgate.jobs.spi;

import dev.tollgate.jobs.JobId;
import java.time.Instant;

/**
 * What an execution did to its job. It is written only while {@code worker} still holds the job under {@code token}:
 * a worker whose lease was taken over changes nothing.
 */
public sealed interface Transition {
    JobId id();

    long token();

    record Complete(JobId id, long token, Instant at, byte[] output, String report) implements Transition { }

    /** Queue it again; this was an attempt. */
    record Retry(JobId id, long token, Instant runAt, String reason, String report) implements Transition { }

    /** To the dead letters. */
    record Bury(JobId id, long token, Instant at, String reason, String report) implements Transition { }

    /** Queue it again; this was not an attempt. */
    record Release(JobId id, long token, Instant runAt, String reason) implements Transition { }
}
