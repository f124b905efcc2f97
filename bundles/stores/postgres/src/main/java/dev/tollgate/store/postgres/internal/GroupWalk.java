package dev.tollgate.store.postgres.internal;

/** Skips through the groups that have queued jobs, from the first entry of one to the first of the next, with when that is due. */
final class GroupWalk {
    private static final String FIRST = """
            SELECT grp, run_at FROM tollgate.job WHERE state = 'QUEUED' AND queue = ? AND grp %s
            ORDER BY queue, grp, run_at, id LIMIT 1""";
    /** The table {@code walk}; arguments: queue, first group, queue. */
    static final String FROM = """
            WITH RECURSIVE walk (grp, run_at) AS (
                SELECT * FROM (%s) start
                UNION ALL
                SELECT next.grp, next.run_at FROM walk CROSS JOIN LATERAL (%s) next
            )""".formatted(FIRST.formatted(">= ?"), FIRST.formatted("> walk.grp"));
    /** That its group is open; argument: queue. */
    static final String OPEN = """
            NOT EXISTS (SELECT FROM tollgate.job_group g WHERE g.queue = ? AND g.grp = walk.grp AND g.state <> 'OPEN')""";

    private GroupWalk() {
    }
}
