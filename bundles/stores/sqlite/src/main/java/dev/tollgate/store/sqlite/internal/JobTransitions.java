package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.spi.Transition;
import java.sql.SQLException;
import java.time.Instant;

/** Writes what executions did, each behind its fence: the worker and the token that hold the job. */
final class JobTransitions {
    private static final String FENCE = "WHERE id = ? AND token = ? AND worker = ? AND state = 'RUNNING'";
    private static final String COMPLETE = """
            UPDATE job SET state = 'DONE', worker = NULL, lease_until = NULL, reason = NULL,
                           finished_at = ?, output = ?, report = ?
            """ + FENCE;
    private static final String RETRY = """
            UPDATE job SET state = 'QUEUED', worker = NULL, lease_until = NULL, run_at = ?, reason = ?, report = ?
            """ + FENCE;
    private static final String BURY = """
            UPDATE job SET state = 'DEAD', worker = NULL, lease_until = NULL, finished_at = ?, reason = ?, report = ?
            """ + FENCE;
    private static final String RELEASE = """
            UPDATE job SET state = 'QUEUED', worker = NULL, lease_until = NULL, attempts = attempts - 1,
                           run_at = ?, reason = ?
            """ + FENCE;

    /** Nothing is queued in a closed group. */
    private static final String GIVE_UP = """
            UPDATE job SET state = 'DISCARDED', worker = NULL, lease_until = NULL, finished_at = ?, reason = ?,
                           report = coalesce(?, report)
            """ + FENCE + " AND " + JobGroups.JOB_IS_CLOSED;

    private JobTransitions() {
    }

    /** Whether it was written. */
    static boolean write(Session session, String worker, Transition transition, Instant now) throws SQLException {
        return update(session, worker, transition, now) == 1;
    }

    private static int update(Session session, String worker, Transition transition, Instant now) throws SQLException {
        if (transition instanceof Transition.Complete done) {
            return session.update(COMPLETE, done.at(), done.output(), done.report(), done.id(), done.token(), worker);
        }
        if (transition instanceof Transition.Retry retry) {
            return session.update(GIVE_UP, now, retry.reason(), retry.report(), retry.id(), retry.token(), worker) == 1 ? 1
                    : session.update(RETRY, retry.runAt(), retry.reason(), retry.report(), retry.id(), retry.token(), worker);
        }
        if (transition instanceof Transition.Bury bury) {
            return session.update(BURY, bury.at(), bury.reason(), bury.report(), bury.id(), bury.token(), worker);
        }
        Transition.Release release = (Transition.Release) transition;
        return session.update(GIVE_UP, now, release.reason(), null, release.id(), release.token(), worker) == 1 ? 1
                : session.update(RELEASE, release.runAt(), release.reason(), release.id(), release.token(), worker);
    }
}
