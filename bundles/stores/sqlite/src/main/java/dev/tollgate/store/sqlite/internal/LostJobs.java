package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;
import java.time.Instant;

/** Takes jobs back from workers that are gone. */
final class LostJobs {
    private static final String RUNNING = " FROM job WHERE state = 'RUNNING' AND lease_until < ? AND cause IS NOT NULL";
    private static final String LOGGED = "SELECT " + LoggedJob.COLUMNS + RUNNING;
    private static final String GIVE_UP = """
            UPDATE job SET state = 'DISCARDED', worker = NULL, lease_until = NULL, reason = ?, finished_at = ?
            WHERE state = 'RUNNING' AND lease_until < ? AND
            """ + JobGroups.JOB_IS_CLOSED;
    private static final String QUEUE_AGAIN = """
            UPDATE job SET state = 'QUEUED', worker = NULL, lease_until = NULL, reason = ?
            WHERE state = 'RUNNING' AND lease_until < ?""";

    private LostJobs() {
    }

    /** Those whose leases ended before {@code bound}; how many. */
    static int takeBack(Session session, Instant bound, String why, Instant now) throws SQLException {
        for (LoggedJob job : session.all(LOGGED, LoggedJob::read, bound)) {
            RunLog.add(session, job.lost(why, now));
        }
        return session.update(GIVE_UP, why, now, bound) + session.update(QUEUE_AGAIN, why, bound);
    }
}
