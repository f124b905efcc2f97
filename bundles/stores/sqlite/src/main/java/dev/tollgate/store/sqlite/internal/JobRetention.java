package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.spi.Retention;
import java.sql.SQLException;

/** Removes what need not be kept, a part at a time: writes of others get in between. */
final class JobRetention {
    private static final int PART = 500;
    private static final String OLD = """
            DELETE FROM job WHERE seq IN (
                SELECT seq FROM job WHERE finished_at IS NOT NULL AND state = ? AND finished_at < ?
                ORDER BY finished_at LIMIT ?)""";
    private static final String TOO_MANY_DEAD = """
            DELETE FROM job WHERE seq IN (
                SELECT seq FROM job WHERE finished_at IS NOT NULL AND state = 'DEAD'
                ORDER BY finished_at DESC, seq DESC LIMIT ? OFFSET ?)""";
    /** The last fire time says what was missed since: it stays, however long ago it was. */
    private static final String OLD_FIRES = """
            DELETE FROM schedule_fire WHERE (schedule, node, fire_at) IN (
                SELECT schedule, node, fire_at FROM schedule_fire AS old WHERE fire_at < ? AND EXISTS (
                    SELECT 1 FROM schedule_fire AS newer
                    WHERE newer.schedule = old.schedule AND newer.node = old.node AND newer.fire_at > old.fire_at)
                LIMIT ?)""";

    private JobRetention() {
    }

    static int prune(Session session, Retention retention) throws SQLException {
        EnqueueRate.prune(session, retention.doneBefore());
        return session.update(OLD, "DONE", retention.doneBefore(), PART)
                + session.update(OLD, "DISCARDED", retention.doneBefore(), PART)
                + session.update(OLD, "DEAD", retention.deadBefore(), PART)
                + session.update(TOO_MANY_DEAD, PART, retention.mostDead())
                + RunLog.prune(session, retention.runsBefore(), retention.mostRuns(), PART)
                + session.update(OLD_FIRES, retention.runsBefore(), PART);
    }
}
