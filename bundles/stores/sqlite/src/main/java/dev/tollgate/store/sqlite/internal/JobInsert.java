package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.spi.NewJob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Takes one job in, unless its keys say that it is there already. One thread writes, so looking first is safe. */
final class JobInsert {
    private static final String REPEATED = "SELECT id FROM job WHERE grp = ? AND repeat_key = ?";
    private static final String DUPLICATE = """
            SELECT id FROM job
            WHERE grp = ? AND unique_key = ? AND finished_at IS NULL AND unique_until > ?
            ORDER BY seq LIMIT 1""";
    private static final String JOB = """
            INSERT INTO job (id, queue, type, grp, state, max_retry, enqueued_at, run_at, unique_key, unique_until, repeat_key)
            VALUES (?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?)""";
    private static final String PAYLOAD = "INSERT INTO job_payload (seq, payload) VALUES (last_insert_rowid(), ?)";

    private JobInsert() {
    }

    static Enqueued in(Session session, NewJob job) throws SQLException {
        JobRequest request = job.request();
        if (request.idempotencyKey().isPresent()) {
            Optional<JobId> first = session.first(REPEATED, JobRows::id, request.group(), request.idempotencyKey());
            if (first.isPresent()) {
                return new Enqueued.Repeated(first.get());
            }
        }
        Optional<String> key = request.unique().map(JobRequest.Unique::key);
        if (key.isPresent()) {
            Optional<JobId> equal = session.first(DUPLICATE, JobRows::id, request.group(), key, job.enqueuedAt());
            if (equal.isPresent()) {
                return new Enqueued.Duplicate(equal.get());
            }
        }
        Optional<Instant> until = request.unique().map(unique -> job.enqueuedAt().plus(unique.window()));
        session.update(JOB, job.id(), request.queue(), request.type(), request.group(), request.maxRetry(), job.enqueuedAt(),
                job.runAt(), key, until, request.idempotencyKey());
        session.update(PAYLOAD, request.payload());
        return new Enqueued.Accepted(job.id());
    }
}
