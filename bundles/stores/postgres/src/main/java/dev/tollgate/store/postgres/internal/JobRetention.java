package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.spi.Retention;
import java.sql.SQLException;

/** Removes what need not be kept, a part at a time; what another node removes at this moment is left to it. */
final class JobRetention {
    private static final int PART = 5_000;
    private static final String OLD = """
            DELETE FROM tollgate.job WHERE id IN (
                SELECT id FROM tollgate.job WHERE finished_at IS NOT NULL AND state = ? AND finished_at < ?
                ORDER BY finished_at LIMIT ? FOR UPDATE SKIP LOCKED)""";
    private static final String TOO_MANY_DEAD = """
            DELETE FROM tollgate.job WHERE id IN (
                SELECT id FROM tollgate.job WHERE id IN (
                    SELECT id FROM tollgate.job WHERE finished_at IS NOT NULL AND state = 'DEAD'
                    ORDER BY finished_at DESC, id DESC OFFSET ? LIMIT ?) AND state = 'DEAD' FOR UPDATE SKIP LOCKED)""";
    private static final String OLD_RUNS = """
            DELETE FROM tollgate.job_run WHERE seq IN (
                SELECT seq FROM tollgate.job_run WHERE ended_at < ? ORDER BY ended_at LIMIT ? FOR UPDATE SKIP LOCKED)""";
    private static final String TOO_MANY_RUNS = """
            DELETE FROM tollgate.job_run WHERE seq IN (
                SELECT seq FROM tollgate.job_run
                WHERE seq <= (SELECT seq FROM tollgate.job_run ORDER BY seq DESC OFFSET ? LIMIT 1)
                ORDER BY seq LIMIT ? FOR UPDATE SKIP LOCKED)""";
    /** The last one of each is what tells when a schedule fired. */
    private static final String OLD_FIRES = """
            DELETE FROM tollgate.schedule_fire WHERE (schedule, node, fire_at) IN (
                SELECT schedule, node, fire_at FROM tollgate.schedule_fire old WHERE fire_at < ? AND EXISTS (
                    SELECT FROM tollgate.schedule_fire later
                    WHERE later.schedule = old.schedule AND later.node = old.node AND later.fire_at > old.fire_at)
                ORDER BY fire_at LIMIT ? FOR UPDATE SKIP LOCKED)""";

    private JobRetention() {
    }

    static int prune(Session open, Retention retention) throws SQLException {
        Session session = open.planned();
        return session.update(OLD, "DONE", retention.doneBefore(), PART)
                + session.update(OLD, "DISCARDED", retention.doneBefore(), PART)
                + session.update(OLD, "DEAD", retention.deadBefore(), PART)
                + session.update(TOO_MANY_DEAD, retention.mostDead(), PART)
                + session.update(OLD_RUNS, retention.runsBefore(), PART)
                + session.update(TOO_MANY_RUNS, retention.mostRuns(), PART)
                + session.update(OLD_FIRES, retention.runsBefore(), PART);
    }
}
