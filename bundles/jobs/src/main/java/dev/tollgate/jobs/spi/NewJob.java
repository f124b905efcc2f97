package dev.tollgate.jobs.spi;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import java.time.Instant;

/** A job that the engine has named and dated. */
public record NewJob(JobId id, JobRequest request, Instant enqueuedAt) {
    public Instant runAt() {
        return enqueuedAt.plus(request.delay());
    }
}
