package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Extends leases, and takes back those that ended. */
final class Leases {
    private static final String EXTEND = """
            UPDATE tollgate.job SET lease_until = ?
            FROM unnest(?::uuid[], ?::bigint[]) held (id, token)
            WHERE job.id = held.id AND job.token = held.token AND job.worker = ?
            RETURNING job.id""";
    /** What is locked is being written at this moment, or reclaimed by another node. */
    private static final String ENDED = """
            SELECT id FROM tollgate.job WHERE state = 'RUNNING' AND lease_until < ? ORDER BY id FOR UPDATE SKIP LOCKED""";
    private static final String WHY = "its worker's lease ended while it ran";
    private static final String RECLAIM = """
            UPDATE tollgate.job SET
                state = CASE WHEN closed.is THEN 'DISCARDED' ELSE 'QUEUED' END,
                finished_at = CASE WHEN closed.is THEN ?::bigint END,
                worker = NULL, lease_until = NULL, reason = ?
            FROM (SELECT j.id, j.worker, EXISTS (SELECT FROM tollgate.job_group g
                                       WHERE g.queue = j.queue AND g.grp = j.grp AND g.state = 'CLOSED') AS is
                  FROM tollgate.job j WHERE j.id = ANY(?::uuid[])) closed
            WHERE job.id = closed.id AND job.state = 'RUNNING'
            RETURNING job.id, type, grp, trigger, schedule, fire_at, caused_by, closed.worker, attempts, claimed_at""";

    private Leases() {
    }

    static Set<JobId> extend(Session session, String worker, Map<JobId, Long> tokens, Instant leaseUntil) throws SQLException {
        List<JobId> ids = Columns.sorted(tokens.keySet());
        return new HashSet<>(session.planned().all(EXTEND, JobRows::id, leaseUntil, Columns.texts(ids, JobId::value),
                Columns.numbers(ids, tokens::get), worker));
    }

    static int reclaim(Session session, Instant now) throws SQLException {
        String[] ended = session.all(ENDED, row -> row.text(1), now).toArray(String[]::new);
        if (ended.length == 0) {
            return 0;
        }
        GroupRows.shareThoseOf(session, ended);
        List<Optional<RunView>> lost = session.planned().all(RECLAIM, row -> run(row, now), now, WHY, ended);
        RunLog.add(session, lost.stream().flatMap(Optional::stream).toList());
        return lost.size();
    }

    private static Optional<RunView> run(Row row, Instant now) throws SQLException {
        Optional<Origin> maybe = JobRows.origin(row, 4);
        if (maybe.isEmpty()) {
            return Optional.empty();
        }
        Origin origin = maybe.get();
        return Optional.of(new RunView(Optional.of(JobRows.id(row)), origin.schedule(),
                origin.schedule().map(RunLog::name).orElse(row.text(2)), row.text(3), origin.trigger(), origin.fireAt(), row.text(8),
                row.number(9), row.maybeInstant(10).orElse(now), now, RunResult.FAILED, WHY, ""));
    }
}
