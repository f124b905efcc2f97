package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;
import java.time.Instant;

/** What a group enqueued in the last minute, a count for each of its seconds. */
final class EnqueueRate {
    private static final int WINDOW = 60;
    private static final String REQUESTS = "SELECT coalesce(sum(requests), 0) FROM job_rate WHERE grp = ? AND second > ?";
    private static final String COUNT = """
            INSERT INTO job_rate (grp, second, requests) VALUES (?, ?, 1)
            ON CONFLICT DO UPDATE SET requests = requests + 1""";
    private static final String FORGET = "DELETE FROM job_rate WHERE grp = ? AND second <= ?";
    private static final String PRUNE = "DELETE FROM job_rate WHERE second <= ?";

    private EnqueueRate() {
    }

    static boolean allows(Session session, String group, int perMinute, Instant at) throws SQLException {
        return session.first(REQUESTS, row -> row.large(1), group, at.getEpochSecond() - WINDOW).orElseThrow() < perMinute;
    }

    static void count(Session session, String group, Instant at) throws SQLException {
        session.update(FORGET, group, at.getEpochSecond() - WINDOW);
        session.update(COUNT, group, at.getEpochSecond());
    }

    /** Groups that enqueue no more forget nothing by themselves. */
    static void prune(Session session, Instant before) throws SQLException {
        session.update(PRUNE, before.getEpochSecond() - WINDOW);
    }
}
