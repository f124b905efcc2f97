package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.spi.Claim;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Claims round-robin between groups: the first of every ready group before the second of any, and the next claim goes on
 * after the group at which this one ended.
 *
 * <p>It touches no backlog. A recursive query skips through the index from the first entry of one group to the first entry
 * of the next (SQLite has no skip-scan of its own for this), and stops when there are as many groups as jobs are wanted;
 * then each group's oldest jobs are read from the same index.
 */
final class FairClaim {
    private static final String GROUPS = """
            WITH RECURSIVE walk (grp, due) AS (
                SELECT * FROM (SELECT grp, run_at FROM job WHERE state = 'QUEUED' AND queue = ?1 AND grp >= ?2
                               ORDER BY grp, run_at LIMIT 1)
                UNION ALL
                SELECT job.grp, job.run_at FROM walk JOIN job
                ON job.seq = (SELECT seq FROM job WHERE state = 'QUEUED' AND queue = ?1 AND grp > walk.grp
                              ORDER BY grp, run_at LIMIT 1)
            )
            SELECT grp, grp > ?4 FROM walk WHERE due <= ?3 AND
            """ + JobGroups.WALK_IS_OPEN;
    private static final String TAKE = """
            UPDATE job SET state = 'RUNNING', attempts = attempts + 1, token = token + 1, worker = ?2, lease_until = ?3,
                           claimed_at = ?4
            WHERE seq = ?1
            RETURNING id, type, attempts, token, enqueued_at, (SELECT payload FROM job_payload WHERE job_payload.seq = job.seq),
            """ + JobTerms.COLUMNS;
    private static final String FIRST_GROUP = "";
    /** What follows a group's name directly in the index's order. */
    private static final String NEXT = "\0";

    /** By queue, the group that was served last; used on the writer's thread only, and forgotten with the process. */
    private final Map<String, String> lastServed = new HashMap<>();

    List<JobExecution> in(Session session, Claim claim, ExclusiveKeys.Taking keys) throws SQLException {
        List<JobExecution> claimed = new ArrayList<>();
        List<ReadyGroup> turns = readyGroups(session, claim);
        while (claimed.size() < claim.most() && !turns.isEmpty()) {
            int share = 1 + (claim.most() - claimed.size() - 1) / turns.size();
            List<ReadyGroup> goOn = new ArrayList<>();
            for (ReadyGroup group : turns) {
                if (claimed.size() == claim.most()) {
                    break;
                }
                OptionalLong job = group.next(session, claim, share, keys);
                if (job.isPresent()) {
                    JobExecution execution = take(session, claim, group.name(), job.getAsLong());
                    keys.take(execution);
                    claimed.add(execution);
                    lastServed.put(claim.queue(), group.name());
                    goOn.add(group);
                }
            }
            turns = goOn;
        }
        return claimed;
    }

    private List<ReadyGroup> readyGroups(Session session, Claim claim) throws SQLException {
        String last = lastServed.get(claim.queue());
        List<ReadyGroup> ready = new ArrayList<>();
        if (last != null) {
            collect(session, claim, last + NEXT, null, ready);
        }
        collect(session, claim, FIRST_GROUP, last, ready);
        return ready;
    }

    /** @param upTo the last group to look at, null for all */
    private static void collect(Session session, Claim claim, String from, String upTo, List<ReadyGroup> ready)
            throws SQLException {
        session.scan(GROUPS, row -> {
            String group = row.text(1);
            boolean beyond = row.number(2) != 0;
            if (ready.size() >= claim.most() || beyond) {
                return false;
            }
            int room = claim.room().applyAsInt(group);
            if (room > 0) {
                ready.add(new ReadyGroup(group, room));
            }
            return true;
        }, claim.queue(), from, claim.now(), upTo);
    }

    private static JobExecution take(Session session, Claim claim, String group, long seq) throws SQLException {
        return session.first(TAKE, row -> new JobExecution(new JobId(row.text(1)), claim.queue(), row.text(2), group,
                row.bytes(6), row.number(3), JobTerms.read(row, 7), row.large(4), row.instant(5), claim.leaseUntil()),
                seq, claim.worker(), claim.leaseUntil(), claim.now()).orElseThrow();
    }
}
