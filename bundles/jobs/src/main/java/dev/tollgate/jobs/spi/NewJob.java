package dev.tollgate.jobs.spi;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A job that the engine has named and dated.
 *
 * @param decision by which an administrator wanted it: goes on record in the transaction that takes the job in, where the store keeps an audit
 */
public record NewJob(JobId id, JobRequest request, Instant enqueuedAt, Optional<Decision> decision) {
    public NewJob {
        Objects.requireNonNull(decision, "decision");
    }

    /** A job that no administrator wanted. */
    public NewJob(JobId id, JobRequest request, Instant enqueuedAt) {
        this(id, request, enqueuedAt, Optional.empty());
    }

    public Instant runAt() {
        return enqueuedAt.plus(request.delay());
    }
}
