package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Admission.Quota;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Enqueued.Refusal;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.spi.NewJob;
import java.sql.SQLException;
import java.util.Optional;

/** On which conditions jobs are taken in. One thread writes, so looking first is safe. */
final class Admittance {
    private static final String REPEATED = "SELECT id FROM job WHERE grp = ? AND repeat_key = ?";
    private static final String DUPLICATE = """
            SELECT id FROM job
            WHERE grp = ? AND unique_key = ? AND finished_at IS NULL AND unique_until > ?
            ORDER BY seq LIMIT 1""";

    private Admittance() {
    }

    /** Why this job is not taken in; empty when it is. */
    static Optional<Enqueued> objection(Session session, NewJob job) throws SQLException {
        JobRequest request = job.request();
        Admission conditions = request.admission();
        if (JobGroups.closed(session, request.queue(), request.group())) {
            return Optional.of(new Enqueued.Refused(Refusal.CLOSED));
        }
        Optional<Quota> quota = conditions.quota();
        if (quota.isPresent() && !EnqueueRate.allows(session, request.group(), quota.get().perMinute(), job.enqueuedAt())) {
            return Optional.of(new Enqueued.Refused(Refusal.RATE));
        }
        Optional<Enqueued> present = present(session, job);
        if (present.isEmpty() && quota.isPresent() && full(session, request, quota.get().mostQueued())) {
            return Optional.of(new Enqueued.Refused(Refusal.DEPTH));
        }
        if (quota.isPresent()) {
            EnqueueRate.count(session, request.group(), job.enqueuedAt());
        }
        return present;
    }

    /** The job that is there in its place. */
    private static Optional<Enqueued> present(Session session, NewJob job) throws SQLException {
        JobRequest request = job.request();
        Admission conditions = request.admission();
        if (conditions.idempotencyKey().isPresent()) {
            Optional<JobId> first = session.first(REPEATED, JobRows::id, request.group(), conditions.idempotencyKey());
            if (first.isPresent()) {
                return first.map(Enqueued.Repeated::new);
            }
        }
        if (conditions.unique().isPresent()) {
            return session.first(DUPLICATE, JobRows::id, request.group(), conditions.unique().get().key(), job.enqueuedAt())
                    .map(Enqueued.Duplicate::new);
        }
        return Optional.empty();
    }

    private static boolean full(Session session, JobRequest request, int mostQueued) throws SQLException {
        return QueueDepth.of(session, request.queue(), request.group(), mostQueued) >= mostQueued;
    }
}
