package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.Admission.Unique;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.NewJob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Takes one job in, unless there is something against it. */
final class JobInsert {
    private static final String JOB = """
            INSERT INTO job (id, queue, type, grp, state, enqueued_at, run_at, unique_key, unique_until, repeat_key,
            """ + JobTerms.COLUMNS + ") VALUES (?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String PAYLOAD = "INSERT INTO job_payload (seq, payload) VALUES (last_insert_rowid(), ?)";

    private JobInsert() {
    }

    static Enqueued in(Session session, NewJob job) throws SQLException {
        Optional<Enqueued> objection = Admittance.objection(session, job);
        if (objection.isPresent()) {
            return objection.get();
        }
        JobRequest request = job.request();
        Optional<Unique> unique = request.admission().unique();
        Optional<Instant> until = unique.map(Unique::window).map(job.enqueuedAt()::plus);
        Terms terms = request.terms();
        Optional<Origin> origin = terms.origin();
        session.update(JOB, job.id(), request.queue(), request.type(), request.group(), job.enqueuedAt(), job.runAt(),
                unique.map(Unique::key), until, request.admission().idempotencyKey(), terms.maxRetry(),
                terms.timeout().map(JobTerms::millis), terms.exclusive(), origin.map(Origin::trigger),
                origin.flatMap(Origin::schedule), origin.flatMap(Origin::fireAt), origin.map(Origin::by));
        session.update(PAYLOAD, request.payload());
        AuditTrail.append(session, job.decision());
        return new Enqueued.Accepted(job.id());
    }
}
