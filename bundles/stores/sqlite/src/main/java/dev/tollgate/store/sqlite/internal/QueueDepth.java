package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;

/** How many jobs of a group wait in a queue. */
final class QueueDepth {
    private static final String QUEUED = """
            SELECT count(*) FROM (SELECT 1 FROM job WHERE state = 'QUEUED' AND queue = ? AND grp = ? LIMIT ?)""";

    private QueueDepth() {
    }

    /** Counting ends at {@code most}. */
    static int of(Session session, String queue, String group, int most) throws SQLException {
        return session.first(QUEUED, row -> row.number(1), queue, group, most).orElse(0);
    }
}
