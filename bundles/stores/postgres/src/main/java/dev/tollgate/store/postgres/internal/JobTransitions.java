package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Transition;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes what executions did, each behind its fence: the worker and the token that hold the job; only a running one has a worker. All of them are one statement,
 * which takes their rows in the order of the ids.
 */
final class JobTransitions {
    private static final String WRITE = """
            UPDATE tollgate.job SET
                state = CASE WHEN ended.state = 'QUEUED' AND closed.is THEN 'DISCARDED' ELSE ended.state END,
                worker = NULL, lease_until = NULL,
                attempts = attempts - ended.uncounted,
                run_at = coalesce(ended.run_at, job.run_at),
                finished_at = CASE WHEN ended.state = 'QUEUED' AND closed.is THEN ? ELSE ended.finished_at END,
                reason = ended.reason,
                output = ended.output,
                report = coalesce(ended.report, job.report)
            FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::text[], ?::bytea[], ?::text[])
                 ended (id, token, state, uncounted, run_at, finished_at, reason, output, report)
            CROSS JOIN LATERAL (SELECT ended.state = 'QUEUED' AND EXISTS (
                SELECT FROM tollgate.job_group g JOIN tollgate.job j ON g.queue = j.queue AND g.grp = j.grp
                WHERE j.id = ended.id AND g.state = 'CLOSED') AS is) closed
            WHERE job.id = ended.id AND job.token = ended.token AND job.worker = ?
            RETURNING job.id""";

    /** A transition as columns; what a kind of transition does not change is null. */
    private record Change(JobId id, long token, JobState state, int uncounted, Long runAt, Long finishedAt, String reason,
            byte[] output, String report) { }

    private JobTransitions() {
    }

    static Set<JobId> write(Session session, String worker, Collection<Transition> transitions, Collection<RunView> runs, Instant now)
            throws SQLException {
        List<Change> changes = transitions.stream().map(JobTransitions::change).sorted(Comparator.comparing(Change::id)).toList();
        String[] queuedAgain = changes.stream().filter(change -> change.state() == JobState.QUEUED)
                .map(change -> change.id().value()).toArray(String[]::new);
        if (queuedAgain.length > 0) {
            GroupRows.shareThoseOf(session, queuedAgain);
        }
        Set<JobId> written = new HashSet<>(session.planned().all(WRITE, JobRows::id, now,
                Columns.texts(changes, change -> change.id().value()), Columns.numbers(changes, Change::token),
                Columns.texts(changes, change -> change.state().name()), Columns.smallNumbers(changes, Change::uncounted),
                Columns.numbers(changes, Change::runAt), Columns.numbers(changes, Change::finishedAt),
                Columns.texts(changes, change -> Columns.clean(change.reason())), Columns.bytes(changes, Change::output),
                Columns.texts(changes, change -> Columns.clean(change.report())), worker));
        RunLog.add(session, runs.stream().filter(run -> run.job().filter(written::contains).isPresent()).toList());
        return written;
    }

    private static Change change(Transition transition) {
        if (transition instanceof Transition.Complete done) {
            return new Change(done.id(), done.token(), JobState.DONE, 0, null, done.at().toEpochMilli(), null, done.output(),
                    done.report());
        }
        if (transition instanceof Transition.Retry retry) {
            return new Change(retry.id(), retry.token(), JobState.QUEUED, 0, retry.runAt().toEpochMilli(), null, retry.reason(), null,
                    retry.report());
        }
        if (transition instanceof Transition.Bury bury) {
            return new Change(bury.id(), bury.token(), JobState.DEAD, 0, null, bury.at().toEpochMilli(), bury.reason(), null,
                    bury.report());
        }
        Transition.Release release = (Transition.Release) transition;
        return new Change(release.id(), release.token(), JobState.QUEUED, 1, release.runAt().toEpochMilli(), null, release.reason(), null,
                null);
    }
}
