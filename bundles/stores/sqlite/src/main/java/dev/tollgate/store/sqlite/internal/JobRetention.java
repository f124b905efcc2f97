package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;
import java.time.Instant;

/** Removes old terminal jobs, a part at a time: writes of others get in between. */
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

    private JobRetention() {
    }

    static int prune(Session session, Instant before, Instant deadBefore, int mostDead) throws SQLException {
        return session.update(OLD, "DONE", before, PART)
                + session.update(OLD, "DISCARDED", before, PART)
                + session.update(OLD, "DEAD", deadBefore, PART)
                + session.update(TOO_MANY_DEAD, PART, mostDead);
    }
}
