package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Jobs for single nodes, which nobody else runs when their node does not come back. */
final class LostNodes {
    private static final String ALIVE = """
            INSERT INTO tollgate.job_node (node, seen_at) VALUES (?, ?)
            ON CONFLICT (node) DO UPDATE SET seen_at = greatest(job_node.seen_at, excluded.seen_at)""";
    private static final String UNSEEN = "SELECT node FROM tollgate.job_node WHERE seen_at < ? ORDER BY node FOR UPDATE";
    /** Skips from queue to queue. */
    private static final String DISCARD = """
            WITH RECURSIVE walk (queue) AS (
                SELECT * FROM (SELECT queue FROM tollgate.job WHERE state = 'QUEUED' ORDER BY queue, grp, run_at, id LIMIT 1) start
                UNION ALL
                SELECT next.queue FROM walk CROSS JOIN LATERAL (
                    SELECT queue FROM tollgate.job WHERE state = 'QUEUED' AND queue > walk.queue ORDER BY queue, grp, run_at, id LIMIT 1) next),
            lost AS MATERIALIZED (
                SELECT queue, substring(queue FROM '[^@]*$') AS node FROM walk
                WHERE queue LIKE '%@%' AND substring(queue FROM '[^@]*$') = ANY (?)),
            waiting AS MATERIALIZED (
                SELECT job.id, lost.node FROM lost CROSS JOIN LATERAL (
                    SELECT id FROM tollgate.job WHERE state = 'QUEUED' AND queue = lost.queue FOR UPDATE) job)
            UPDATE tollgate.job SET state = 'DISCARDED', finished_at = ?, reason = 'its node ' || waiting.node || ' is not there any more'
            FROM waiting WHERE job.id = waiting.id AND job.state = 'QUEUED'
            RETURNING job.id, type, grp, trigger, schedule, fire_at, caused_by, waiting.node, job.reason""";
    /** What a node ran is queued again when its leases have ended; until then it is not forgotten. */
    private static final String FORGET = """
            DELETE FROM tollgate.job_node WHERE node = ANY (?) AND NOT EXISTS (
                SELECT FROM tollgate.job WHERE state = 'RUNNING' AND queue LIKE '%@%' AND substring(queue FROM '[^@]*$') = node)""";

    private LostNodes() {
    }

    static void alive(Session session, String node, Instant at) throws SQLException {
        session.update(ALIVE, node, at);
    }

    static int abandon(Session session, Instant before, Instant now) throws SQLException {
        String[] nodes = session.all(UNSEEN, row -> row.text(1), before).toArray(String[]::new);
        if (nodes.length == 0) {
            return 0;
        }
        List<Optional<RunView>> discarded = session.planned().all(DISCARD, row -> run(row, now), nodes, now);
        session.planned().update(FORGET, (Object) nodes);
        RunLog.add(session, discarded.stream().flatMap(Optional::stream).toList());
        return discarded.size();
    }

    private static Optional<RunView> run(Row row, Instant now) throws SQLException {
        Optional<Origin> maybe = JobRows.origin(row, 4);
        if (maybe.isEmpty()) {
            return Optional.empty();
        }
        Origin origin = maybe.get();
        return Optional.of(new RunView(Optional.of(JobRows.id(row)), origin.schedule(),
                origin.schedule().map(RunLog::name).orElse(row.text(2)), row.text(3), origin.trigger(), origin.fireAt(), row.text(8), 0,
                now, now, RunResult.SKIPPED, row.text(9), ""));
    }
}
