package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The store as a node sees it, through the weather. */
final class FarJobs implements JobStore {
    private final JobStore store;
    private final Weather weather;

    FarJobs(JobStore store, Weather weather) {
        this.store = store;
        this.weather = weather;
    }

    @Override
    public Clock clock() {
        return store.clock();
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        return weather.reach(() -> store.insert(jobs));
    }

    /** An answer that is lost leaves jobs claimed by a worker that knows nothing of them. An exclusive one would be locked by it for good. */
    @Override
    public List<JobExecution> claim(Claim claim) {
        return weather.ask(() -> store.claim(claim));
    }

    @Override
    public Set<JobId> write(String worker, Collection<Transition> transitions, Collection<RunView> runs) {
        return weather.reach(() -> store.write(worker, transitions, runs));
    }

    @Override
    public Set<JobId> extend(String worker, Map<JobId, Long> tokens, Instant leaseUntil) {
        return weather.reach(() -> store.extend(worker, tokens, leaseUntil));
    }

    @Override
    public int reclaim(Instant now) {
        return weather.reach(() -> store.reclaim(now));
    }

    @Override
    public Optional<Instant> nextDue(String queue) {
        return weather.reach(() -> store.nextDue(queue));
    }

    @Override
    public List<Backlog> backlog(Instant now) {
        return weather.reach(() -> store.backlog(now));
    }

    @Override
    public List<JobView> get(Collection<JobId> ids) {
        return weather.reach(() -> store.get(ids));
    }

    @Override
    public List<JobView> list(JobFilter filter) {
        return weather.reach(() -> store.list(filter));
    }

    @Override
    public Map<JobState, Long> counts() {
        return weather.reach(store::counts);
    }

    @Override
    public int queued(String queue, String group, int most) {
        return weather.reach(() -> store.queued(queue, group, most));
    }

    @Override
    public Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> payload, Optional<Decision> decision) {
        return weather.reach(() -> store.replay(ids, runAt, payload, decision));
    }

    @Override
    public Set<JobId> discard(Collection<JobId> ids, Instant at, Optional<Decision> decision) {
        return weather.reach(() -> store.discard(ids, at, decision));
    }

    @Override
    public int set(String queue, String group, GroupState state, String by, Instant at) {
        return weather.reach(() -> store.set(queue, group, state, by, at));
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        return weather.reach(() -> store.runs(filter));
    }

    @Override
    public int prune(Retention retention) {
        return weather.reach(() -> store.prune(retention));
    }

    @Override
    public AutoCloseable watch(JobWatcher watcher) {
        return store.watch(watcher);
    }
}
