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

/** Takes down what the store did, as it did it. */
final class WitnessedJobs implements JobStore {
    private final JobStore store;
    private final History history;

    WitnessedJobs(JobStore store, History history) {
        this.store = store;
        this.history = history;
    }

    @Override
    public Clock clock() {
        return store.clock();
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        List<Enqueued> answers = store.insert(jobs);
        history.inserted(jobs, answers);
        return answers;
    }

    @Override
    public List<JobExecution> claim(Claim claim) {
        List<JobExecution> executions = store.claim(claim);
        history.claimed(claim, executions);
        return executions;
    }

    @Override
    public Set<JobId> write(String worker, Collection<Transition> transitions, Collection<RunView> runs) {
        Set<JobId> written = store.write(worker, transitions, runs);
        history.wrote(worker, transitions, written);
        return written;
    }

    @Override
    public Set<JobId> extend(String worker, Map<JobId, Long> tokens, Instant leaseUntil) {
        Set<JobId> kept = store.extend(worker, tokens, leaseUntil);
        history.extended(worker, tokens, kept, leaseUntil);
        return kept;
    }

    @Override
    public int reclaim(Instant now) {
        int count = store.reclaim(now);
        history.reclaimed(now, count);
        return count;
    }

    @Override
    public Optional<Instant> nextDue(String queue) {
        return store.nextDue(queue);
    }

    @Override
    public List<Backlog> backlog(Instant now) {
        return store.backlog(now);
    }

    @Override
    public List<JobView> get(Collection<JobId> ids) {
        return store.get(ids);
    }

    @Override
    public List<JobView> list(JobFilter filter) {
        return store.list(filter);
    }

    @Override
    public Map<JobState, Long> counts() {
        return store.counts();
    }

    @Override
    public int queued(String queue, String group, int most) {
        return store.queued(queue, group, most);
    }

    @Override
    public Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> payload, Optional<Decision> decision) {
        Set<JobId> replayed = store.replay(ids, runAt, payload, decision);
        history.replayed(replayed, runAt, clock().instant());
        return replayed;
    }

    @Override
    public Set<JobId> discard(Collection<JobId> ids, Instant at, Optional<Decision> decision) {
        Set<JobId> discarded = store.discard(ids, at, decision);
        history.discarded(discarded);
        return discarded;
    }

    @Override
    public int set(String queue, String group, GroupState state, String by, Instant at) {
        int removed = store.set(queue, group, state, by, at);
        history.set(queue, group, state, removed);
        return removed;
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        return store.runs(filter);
    }

    @Override
    public int prune(Retention retention) {
        return store.prune(retention);
    }

    @Override
    public AutoCloseable watch(JobWatcher watcher) {
        return store.watch(watcher);
    }
}
