package dev.tollgate.store.postgres.internal;

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
import dev.tollgate.store.postgres.internal.Announcer.News;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Jobs in PostgreSQL, for many nodes. */
final class PostgresJobStore implements JobStore, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NEXT_DUE = GroupWalk.FROM + " SELECT min(run_at) FROM walk WHERE " + GroupWalk.OPEN;
    private static final String BACKLOG = """
            SELECT queue, count(*), min(run_at) FROM tollgate.job WHERE state = 'QUEUED' AND run_at <= ?
            AND NOT EXISTS (SELECT FROM tollgate.job_group g WHERE g.queue = job.queue AND g.grp = job.grp AND g.state <> 'OPEN')
            GROUP BY queue""";
    private static final String GET = "SELECT " + JobRows.VIEW + " FROM tollgate.job WHERE id = ANY(?::uuid[])";
    /** Each state is counted in an index of its own, not in the table. */
    private static final String COUNTS = """
            SELECT 'QUEUED', count(*) FROM tollgate.job WHERE state = 'QUEUED'
            UNION ALL SELECT 'RUNNING', count(*) FROM tollgate.job WHERE state = 'RUNNING'
            UNION ALL SELECT state, count(*) FROM tollgate.job WHERE finished_at IS NOT NULL GROUP BY state""";
    private static final String QUEUED = """
            SELECT count(*) FROM (
                SELECT 1 FROM tollgate.job WHERE state = 'QUEUED' AND queue = ? AND grp = ? LIMIT ?) waiting""";

    private final Access access;
    private final Clock clock;
    private final DatabaseClock measured;
    private final Announcer announcer;
    private final JobWatch watch;
    private final ExclusiveLocks locks;
    private final FairClaim fairClaim;
    private final DeadLetters deadLetters;
    private final GroupSwitch groups;

    PostgresJobStore(Database database, Nodes nodes) {
        this(database, nodes, database.clock());
    }

    /** @param clock instead of the database's */
    PostgresJobStore(Database database, Nodes nodes, Clock clock) {
        this.access = new Access(database, JobStoreException::new);
        this.clock = clock;
        this.measured = database.clock();
        this.announcer = nodes.announcer();
        this.watch = nodes.watch();
        this.locks = new ExclusiveLocks(database, nodes.pulse(), watch::unprotected);
        this.fairClaim = new FairClaim(locks);
        this.deadLetters = new DeadLetters(access, PATIENCE);
        this.groups = new GroupSwitch(access, PATIENCE);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        List<Enqueued> answers = access.write("take in jobs", PATIENCE, session -> JobInsert.in(session, jobs));
        announcer.announce(News.READY);
        return answers;
    }

    @Override
    public List<JobExecution> claim(Claim claim) {
        Set<String> held = new HashSet<>();
        try {
            List<JobExecution> claimed = access.write("claim jobs", PATIENCE, session -> {
                // Where it is done again, what it locked before is free again.
                locks.release(held);
                held.clear();
                return fairClaim.in(session, claim, held);
            });
            locks.claimed(claimed);
            return claimed;
        } catch (RuntimeException | Error failed) {
            locks.release(held);
            throw failed;
        }
    }

    @Override
    public Set<JobId> write(String worker, Collection<Transition> transitions, Collection<RunView> runs) {
        if (transitions.isEmpty()) {
            return Set.of();
        }
        Set<JobId> written = access.write("write what jobs did", PATIENCE, session ->
                JobTransitions.write(session, worker, transitions, runs, clock.instant()));
        boolean freed = locks.ended(transitions.stream().collect(Collectors.toMap(Transition::id, Transition::token, Math::max)));
        if (freed || transitions.stream().anyMatch(PostgresJobStore::queuesAgain)) {
            announcer.announce(News.READY);
        }
        return written;
    }

    @Override
    public Set<JobId> extend(String worker, Map<JobId, Long> tokens, Instant leaseUntil) {
        Set<JobId> extended = access.write("extend leases", PATIENCE, session -> Leases.extend(session, worker, tokens, leaseUntil));
        measured.refresh(access, PATIENCE);
        return extended;
    }

    @Override
    public int reclaim(Instant now) {
        int reclaimed = access.write("reclaim jobs", PATIENCE, session -> Leases.reclaim(session, now));
        if (reclaimed > 0) {
            announcer.announce(News.READY);
        }
        measured.refresh(access, PATIENCE);
        return reclaimed;
    }

    @Override
    public Optional<Instant> nextDue(String queue) {
        return access.read("look for due jobs", PATIENCE, session ->
                session.first(NEXT_DUE, row -> row.maybeInstant(1), queue, "", queue, queue)).flatMap(due -> due);
    }

    @Override
    public List<Backlog> backlog(Instant now) {
        return access.read("count jobs that wait", PATIENCE, session -> session.all(BACKLOG,
                row -> new Backlog(row.text(1), row.large(2), row.instant(3)), now));
    }

    @Override
    public List<JobView> get(Collection<JobId> ids) {
        return access.read("read jobs", PATIENCE, session -> session.all(GET, JobRows::view, (Object) Columns.ids(ids)));
    }

    @Override
    public List<JobView> list(JobFilter filter) {
        return access.read("list jobs", PATIENCE, session -> JobListing.in(session, filter));
    }

    @Override
    public Map<JobState, Long> counts() {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            counts.put(state, 0L);
        }
        access.read("count jobs", PATIENCE, session -> session.all(COUNTS,
                row -> counts.put(JobState.valueOf(row.text(1)), row.large(2))));
        return counts;
    }

    @Override
    public int queued(String queue, String group, int most) {
        return access.read("count queued jobs", PATIENCE, session ->
                session.first(QUEUED, row -> (int) row.large(1), queue, group, most)).orElse(0);
    }

    @Override
    public Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> payload, Optional<Decision> decision) {
        Set<JobId> replayed = deadLetters.replay(ids, runAt, payload, decision);
        announcer.announce(News.READY);
        return replayed;
    }

    @Override
    public Set<JobId> discard(Collection<JobId> ids, Instant at, Optional<Decision> decision) {
        return deadLetters.discard(ids, at, decision);
    }

    @Override
    public int set(String queue, String group, GroupState state, String by, Instant at) {
        int removed = groups.set(queue, group, state, by, at);
        announcer.announce(News.READY);
        return removed;
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        return access.read("read the run log", PATIENCE, session -> RunLog.list(session, filter));
    }

    @Override
    public int prune(Retention retention) {
        return access.write("remove old jobs", PATIENCE, session -> JobRetention.prune(session, retention));
    }

    @Override
    public AutoCloseable watch(JobWatcher watcher) {
        return watch.add(watcher);
    }

    @Override
    public void close() {
        locks.close();
    }

    private static boolean queuesAgain(Transition transition) {
        return transition instanceof Transition.Retry || transition instanceof Transition.Release;
    }
}
