package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.spi.Claim;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the oldest jobs of groups for a claim. What another node is taking at this moment is passed over. Exclusive jobs are found in
 * the same statement and taken in a second one, when their locks could be had.
 */
final class TakenJobs {
    private static final String TAKE = """
            UPDATE tollgate.job SET state = 'RUNNING', attempts = job.attempts + 1, token = job.token + 1, worker = ?, lease_until = ?,
                                    claimed_at = ?
            FROM wanted WHERE job.ctid = wanted.ctid AND job.id = wanted.id AND wanted.exclusive_key IS NULL AND job.state = 'QUEUED'
            RETURNING job.*""";
    private static final String OLDEST = """
            WITH wanted AS MATERIALIZED (
                SELECT oldest.* FROM unnest(?::text[], ?::int[]) turn (grp, share) CROSS JOIN LATERAL (
                    SELECT ctid, id, run_at, grp, exclusive_key FROM tollgate.job
                    WHERE state = 'QUEUED' AND queue = ? AND grp = turn.grp AND run_at <= ? AND (exclusive_key IS NULL OR (
                        exclusive_key <> ALL (?) AND NOT EXISTS (
                            SELECT FROM tollgate.job running WHERE running.state = 'RUNNING' AND running.exclusive_key IS NOT NULL
                            AND running.exclusive_key = job.exclusive_key)))
                    ORDER BY queue, grp, run_at, id LIMIT turn.share FOR UPDATE SKIP LOCKED) oldest),
            taken AS (%s)
            SELECT %s FROM taken
            UNION ALL
            SELECT id, grp, run_at, exclusive_key, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM wanted WHERE exclusive_key IS NOT NULL""".formatted(TAKE, JobRows.EXECUTION);
    private static final String TAKE_EXCLUSIVE = """
            UPDATE tollgate.job SET state = 'RUNNING', attempts = attempts + 1, token = token + 1, worker = ?, lease_until = ?,
                                    claimed_at = ?
            WHERE id = ANY(?::uuid[]) AND state = 'QUEUED' AND NOT EXISTS (
                SELECT FROM tollgate.job running WHERE running.state = 'RUNNING' AND running.exclusive_key IS NOT NULL
                AND running.exclusive_key = job.exclusive_key)
            RETURNING\s""" + JobRows.EXECUTION;
    private static final Comparator<Found> OLDEST_FIRST = Comparator.comparingLong(Found::runAt).thenComparing(Found::id);

    private final Session session;
    private final Claim claim;
    private final ExclusiveLocks locks;
    private final Set<String> held;
    private final Set<String> refusedKeys = new HashSet<>();
    private final Set<String> refusedGroups = new HashSet<>();

    /** A job that was taken, or an exclusive one that could be: that one has no execution yet. */
    private record Found(String id, String group, long runAt, String exclusiveKey, JobExecution execution) { }

    TakenJobs(Session session, Claim claim, ExclusiveLocks locks, Set<String> held) {
        this.session = session;
        this.claim = claim;
        this.locks = locks;
        this.held = held;
    }

    /** As many as each group has a share, oldest first; groups stand in the order of the shares. */
    Map<String, List<JobExecution>> take(Map<String, Integer> shares) throws SQLException {
        refusedGroups.clear();
        List<Found> found = new ArrayList<>(session.planned().all(OLDEST, this::found, shares.keySet().toArray(String[]::new),
                shares.values().toArray(Integer[]::new), claim.queue(), claim.now(), refusedKeys.toArray(String[]::new),
                claim.worker(), claim.leaseUntil(), claim.now()));
        List<Found> exclusive = found.stream().filter(job -> job.execution() == null).sorted(OLDEST_FIRST).toList();
        if (!exclusive.isEmpty()) {
            found.removeAll(exclusive);
            found.addAll(takeExclusive(exclusive));
        }
        Map<String, List<JobExecution>> taken = new LinkedHashMap<>();
        shares.keySet().forEach(group -> taken.put(group, new ArrayList<>()));
        found.stream().sorted(OLDEST_FIRST).forEach(job -> taken.get(job.group()).add(job.execution()));
        return taken;
    }

    /** Whether a job of this group could not be taken, so that there may be others behind it. */
    boolean refused(String group) {
        return refusedGroups.contains(group);
    }

    private List<Found> takeExclusive(Collection<Found> candidates) throws SQLException {
        Map<String, Found> byKey = new LinkedHashMap<>();
        for (Found job : candidates) {
            if (byKey.putIfAbsent(job.exclusiveKey(), job) != null) {
                refusedGroups.add(job.group());
            }
        }
        Set<String> locked = locks.tryLock(byKey.keySet());
        held.addAll(locked);
        String[] ids = Columns.texts(byKey.values().stream().filter(job -> locked.contains(job.exclusiveKey())).toList(), Found::id);
        List<Found> taken = session.planned().all(TAKE_EXCLUSIVE, this::found, claim.worker(), claim.leaseUntil(), claim.now(), ids);
        Set<String> unused = new HashSet<>(locked);
        taken.forEach(job -> unused.remove(job.exclusiveKey()));
        locks.release(unused);
        held.removeAll(unused);
        // Whether it was had or not: another job of this key is not for this claim.
        refusedKeys.addAll(byKey.keySet());
        byKey.values().stream().filter(job -> !locked.contains(job.exclusiveKey()) || unused.contains(job.exclusiveKey()))
                .forEach(job -> refusedGroups.add(job.group()));
        return taken;
    }

    private Found found(Row row) throws SQLException {
        boolean taken = row.maybeText(5).isPresent();
        return new Found(row.text(1), row.text(2), row.large(3), row.text(4),
                taken ? JobRows.execution(row, claim.leaseUntil()) : null);
    }
}
