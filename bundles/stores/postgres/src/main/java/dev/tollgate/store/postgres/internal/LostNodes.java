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
    private static final String FORGET = "DELETE FROM tollgate.job_node WHERE seen_at < ?";
    /** Skips from queue to queue. A node that nobody knows any more may still have got jobs back that it ran. */
    private static final String DISCARD = """
            WITH RECURSIVE walk (queue) AS (
                SELECT * FROM (SELECT queue FROM tollgate.job WHERE state = 'QUEUED' ORDER BY queue, grp, run_at, id LIMIT 1) start
                UNION ALL
                SELECT next.queue FROM walk CROSS JOIN LATERAL (
                    SELECT queue FROM tollgate.job WHERE state = 'QUEUED' AND queue > walk.queue ORDER BY queue, grp, run_at, id LIMIT 1) next),
            lost AS MATERIALIZED (
                SELECT queue, substring(queue FROM '[^@]*$') AS node FROM walk WHERE queue LIKE '%@%' AND NOT EXISTS (
                    SELECT FROM tollgate.job_node seen WHERE seen.node = substring(walk.queue FROM '[^@]*$'))),
            waiting AS MATERIALIZED (
                SELECT job.id, lost.node FROM lost CROSS JOIN LATERAL (
                    SELECT id FROM tollgate.job WHERE state = 'QUEUED' AND queue = lost.queue AND enqueued_at < ? FOR UPDATE) job)
            UPDATE tollgate.job SET state = 'DISCARDED', finished_at = ?, reason = ?
            FROM waiting WHERE job.id = waiting.id AND job.state = 'QUEUED'
            RETURNING job.id, type, grp, trigger, schedule, fire_at, caused_by, waiting.node""";
    private static final String WHY = "its node is not there any more";

    private LostNodes() {
    }

    static void alive(Session session, String node, Instant at) throws SQLException {
        session.update(ALIVE, node, at);
    }

    static int abandon(Session session, Instant before, Instant now) throws SQLException {
        session.update(FORGET, before);
        List<RunView> runs = session.all(DISCARD, row -> run(row, now), before, now, WHY);
        RunLog.add(session, runs);
        return runs.size();
    }

    private static RunView run(Row row, Instant now) throws SQLException {
        Optional<Origin> origin = JobRows.origin(row, 4);
        Optional<String> schedule = origin.flatMap(Origin::schedule);
        return new RunView(Optional.of(JobRows.id(row)), schedule, schedule.map(RunLog::name).orElse(row.text(2)), row.text(3),
                origin.map(Origin::trigger).orElse(Origin.Trigger.ENQUEUE), origin.flatMap(Origin::fireAt), row.text(8), 0, now, now,
                RunResult.SKIPPED, WHY, "");
    }
}
