package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.JobWatcher;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Retention;
import dev.tollgate.jobs.spi.Transition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs in SQLite. */
final class SqliteJobStore implements JobStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteJobStore.class);
    private static final String EXTEND = """
            UPDATE job SET lease_until = ? WHERE id = ? AND token = ? AND worker = ? AND state = 'RUNNING'""";
    private static final String NEXT_DUE = """
            WITH RECURSIVE walk (grp, due) AS (
                SELECT * FROM (SELECT grp, run_at FROM job WHERE state = 'QUEUED' AND queue = ?1 ORDER BY grp, run_at LIMIT 1)
                UNION ALL
                SELECT job.grp, job.run_at FROM walk JOIN job
                ON job.seq = (SELECT seq FROM job WHERE state = 'QUEUED' AND queue = ?1 AND grp > walk.grp
                              ORDER BY grp, run_at LIMIT 1)
            )
            SELECT min(due) FROM walk WHERE
            """ + JobGroups.WALK_IS_OPEN;
    private static final String BACKLOG = """
            SELECT queue, count(*), min(run_at) FROM job INDEXED BY job_ready WHERE state = 'QUEUED' AND run_at <= ?
            AND NOT EXISTS (SELECT 1 FROM job_group
                            WHERE job_group.queue = job.queue AND job_group.grp = job.grp AND job_group.state <> 'OPEN')
            GROUP BY queue""";
    private static final String GET = "SELECT " + JobRows.VIEW + " WHERE id IN (SELECT value FROM json_each(?))";
    /** Each state is counted in an index of its own, not in the table. */
    private static final String COUNTS = """
            SELECT 'QUEUED', count(*) FROM job WHERE state = 'QUEUED'
            UNION ALL SELECT 'RUNNING', count(*) FROM job WHERE state = 'RUNNING'
            UNION ALL SELECT state, count(*) FROM job WHERE finished_at IS NOT NULL GROUP BY state""";

    private final Access access;
    private final DeadLetters deadLetters;
    private final FairClaim fairClaim = new FairClaim();
    private final ExclusiveKeys exclusiveKeys = new ExclusiveKeys();
    private final Clock clock;

    /**
     * Queues again what ran when the last process ended, without waiting for its leases: while this process has the file,
     * no other can be at work on it.
     */
    SqliteJobStore(Database database, Clock clock) {
        this.access = new Access(database, JobStoreException::new);
        this.deadLetters = new DeadLetters(access);
        this.clock = clock;
        int left = access.write("take back leases", session -> LostJobs.takeBack(session, Instant.MAX,
                "the host ended while it ran", clock.instant()));
        if (left > 0) {
            LOG.info("{} jobs were running when the last process ended; they are queued again", left);
        }
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        return access.write("take in jobs", session -> {
            List<Enqueued> answers = new ArrayList<>(jobs.size());
            for (NewJob job : jobs) {
                answers.add(JobInsert.in(session, job));
            }
            return answers;
        });
    }

    @Override
    public List<JobExecution> claim(Claim claim) {
        ExclusiveKeys.Taking keys = exclusiveKeys.taking();
        try {
            return access.write("claim jobs", session -> fairClaim.in(session, claim, keys));
        } catch (RuntimeException failed) {
            keys.undo();
            throw failed;
        }
    }

    @Override
    public Set<JobId> write(String worker, Collection<Transition> transitions, Collection<RunView> runs) {
        Instant now = clock.instant();
        Set<JobId> settled = access.write("write what jobs did", session -> {
            Set<JobId> written = new HashSet<>();
            for (Transition transition : transitions) {
                if (JobTransitions.write(session, worker, transition, now)) {
                    written.add(transition.id());
                }
            }
            for (RunView run : runs) {
                if (run.job().filter(written::contains).isPresent()) {
                    RunLog.add(session, run);
                }
            }
            return written;
        });
        exclusiveKeys.ended(transitions);
        return settled;
    }

    @Override
    public Set<JobId> extend(String worker, Map<JobId, Long> tokens, Instant leaseUntil) {
        return access.write("extend leases", session -> {
            Set<JobId> extended = new HashSet<>();
            for (Map.Entry<JobId, Long> held : tokens.entrySet()) {
                if (session.update(EXTEND, leaseUntil, held.getKey(), held.getValue(), worker) == 1) {
                    extended.add(held.getKey());
                }
            }
            return extended;
        });
    }

    @Override
    public int reclaim(Instant now) {
        return access.write("reclaim jobs", session -> LostJobs.takeBack(session, now,
                "its worker's lease ended while it ran", clock.instant()));
    }

    @Override
    public Optional<Instant> nextDue(String queue) {
        return access.read("look for due jobs", session -> session.first(NEXT_DUE, row -> row.maybeInstant(1), queue))
                .flatMap(due -> due);
    }

    @Override
    public List<Backlog> backlog(Instant now) {
        return access.read("count jobs that wait", session -> session.all(BACKLOG,
                row -> new Backlog(row.text(1), row.large(2), row.instant(3)), now));
    }

    @Override
    public List<JobView> get(Collection<JobId> ids) {
        return access.read("read jobs", session -> session.all(GET, JobRows::view, JobRows.json(ids)));
    }

    @Override
    public List<JobView> list(JobFilter filter) {
        return access.read("list jobs", session -> JobListing.in(session, filter));
    }

    @Override
    public Map<JobState, Long> counts() {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            counts.put(state, 0L);
        }
        access.read("count jobs", session -> session.all(COUNTS,
                row -> counts.put(JobState.valueOf(row.text(1)), row.large(2))));
        return counts;
    }

    @Override
    public int queued(String queue, String group, int most) {
        return access.read("count queued jobs", session -> QueueDepth.of(session, queue, group, most));
    }

    @Override
    public Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> payload, Optional<Decision> decision) {
        return deadLetters.replay(ids, runAt, payload, decision);
    }

    @Override
    public Set<JobId> discard(Collection<JobId> ids, Instant at, Optional<Decision> decision) {
        return deadLetters.discard(ids, at, decision);
    }

    @Override
    public int set(String queue, String group, GroupState state, String by, Instant at) {
        return JobGroups.set(access, queue, group, state, by, at);
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        return access.read("read the run log", session -> RunLog.list(session, filter));
    }

    @Override
    public int prune(Retention retention) {
        return access.write("remove what need not be kept", session -> JobRetention.prune(session, retention));
    }

    /** There is nothing to tell: all that happens in this store is its own process's doing, and that knows. */
    @Override
    public AutoCloseable watch(JobWatcher watcher) {
        return () -> { };
    }
}
