package dev.tollgate.jobs.internal;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** As much of a store as the engine's own tests need; no keys, no fairness beyond the room of each group. */
final class MemoryJobStore implements JobStore {
    /** What a test looks at. */
    static final class Entry {
        final NewJob job;
        JobState state = JobState.QUEUED;
        Instant runAt;
        Instant leaseUntil;
        String worker;
        int attempts;
        long token;
        String reason;

        Entry(NewJob job) {
            this.job = job;
            this.runAt = job.runAt();
        }
    }

    final List<Claim> claims = new ArrayList<>();
    final List<Integer> writes = new ArrayList<>();
    final Map<Integer, Integer> prunable = new HashMap<>();
    int prunes;
    boolean away;
    final List<RunView> runs = new ArrayList<>();
    final List<Decision> audit = new ArrayList<>();
    private final Map<JobId, Entry> entries = new LinkedHashMap<>();
    private final Clock clock;
    JobWatcher watcher;

    MemoryJobStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    synchronized Entry entry(JobId id) {
        return entries.get(id);
    }

    @Override
    public synchronized List<Enqueued> insert(List<NewJob> jobs) {
        beThere();
        jobs.forEach(job -> entries.put(job.id(), new Entry(job)));
        jobs.forEach(job -> job.decision().ifPresent(audit::add));
        return jobs.stream().<Enqueued>map(job -> new Enqueued.Accepted(job.id())).toList();
    }

    @Override
    public synchronized List<JobExecution> claim(Claim claim) {
        beThere();
        claims.add(claim);
        Map<String, Integer> taken = new HashMap<>();
        List<JobExecution> claimed = new ArrayList<>();
        for (Entry entry : entries.values()) {
            JobRequest request = entry.job.request();
            boolean ready = entry.state == JobState.QUEUED && request.queue().equals(claim.queue())
                    && !entry.runAt.isAfter(claim.now());
            if (ready && claimed.size() < claim.most()
                    && taken.getOrDefault(request.group(), 0) < claim.room().applyAsInt(request.group())) {
                taken.merge(request.group(), 1, Integer::sum);
                claimed.add(take(entry, claim));
            }
        }
        return claimed;
    }

    @Override
    public synchronized Set<JobId> write(String worker, Collection<Transition> transitions, Collection<RunView> log) {
        beThere();
        writes.add(transitions.size());
        Set<JobId> written = new HashSet<>();
        for (Transition transition : transitions) {
            Entry entry = entries.get(transition.id());
            if (held(entry, worker, transition.token())) {
                apply(entry, transition);
                written.add(transition.id());
            }
        }
        log.stream().filter(run -> written.contains(run.job().orElseThrow())).forEach(runs::add);
        return written;
    }

    @Override
    public synchronized Set<JobId> extend(String worker, Map<JobId, Long> tokens, Instant leaseUntil) {
        beThere();
        return tokens.keySet().stream().filter(id -> held(entries.get(id), worker, tokens.get(id)))
                .peek(id -> entries.get(id).leaseUntil = leaseUntil).collect(Collectors.toSet());
    }

    @Override
    public synchronized int reclaim(Instant now) {
        beThere();
        List<Entry> ended = entries.values().stream()
                .filter(entry -> entry.state == JobState.RUNNING && entry.leaseUntil.isBefore(now)).toList();
        ended.forEach(entry -> entry.state = JobState.QUEUED);
        return ended.size();
    }

    @Override
    public synchronized Optional<Instant> nextDue(String queue) {
        return entries.values().stream()
                .filter(entry -> entry.state == JobState.QUEUED && entry.job.request().queue().equals(queue))
                .map(entry -> entry.runAt).min(Instant::compareTo);
    }

    @Override
    public synchronized List<Backlog> backlog(Instant now) {
        return entries.values().stream().filter(entry -> entry.state == JobState.QUEUED && !entry.runAt.isAfter(now))
                .map(entry -> new Backlog(entry.job.request().queue(), 1, entry.runAt))
                .collect(Collectors.toMap(Backlog::queue, one -> one, Backlog::plus)).values().stream().toList();
    }

    @Override
    public synchronized List<JobView> get(Collection<JobId> ids) {
        return ids.stream().filter(entries::containsKey).map(id -> view(entries.get(id))).toList();
    }

    private static JobView view(Entry entry) {
        JobRequest request = entry.job.request();
        return new JobView(entry.job.id(), request.queue(), request.type(), request.group(), entry.state, entry.attempts,
                request.terms().maxRetry(), entry.job.enqueuedAt(), entry.runAt, Optional.empty(), Optional.ofNullable(entry.reason),
                request.payload(), Optional.empty(), Optional.empty());
    }

    @Override
    public synchronized List<JobView> list(JobFilter filter) {
        beThere();
        return entries.keySet().stream().sorted(Comparator.reverseOrder()).map(id -> view(id, entries.get(id)))
                .filter(job -> filter.state().filter(state -> state != job.state()).isEmpty())
                .filter(job -> filter.type().filter(type -> !type.equals(job.type())).isEmpty())
                .filter(job -> filter.before().filter(before -> before.compareTo(job.id()) <= 0).isEmpty()).limit(filter.limit()).toList();
    }

    private static JobView view(JobId id, Entry entry) {
        JobRequest request = entry.job.request();
        return new JobView(id, request.queue(), request.type(), request.group(), entry.state, entry.attempts, 0, entry.job.enqueuedAt(),
                entry.runAt, Optional.empty(), Optional.empty(), request.payload(), Optional.empty(), Optional.empty());
    }

    @Override
    public synchronized Map<JobState, Long> counts() {
        return entries.values().stream().collect(Collectors.groupingBy(entry -> entry.state, Collectors.counting()));
    }

    @Override
    public int queued(String queue, String group, int most) {
        throw new UnsupportedOperationException("the engine never asks");
    }

    @Override
    public synchronized Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> payload, Optional<Decision> decision) {
        ids.forEach(id -> payload.apply(entries.get(id).job.request().payload()));
        return recorded(decision, leaveDead(ids, JobState.QUEUED));
    }

    private Set<JobId> recorded(Optional<Decision> decision, Set<JobId> those) {
        decision.filter(taken -> !those.isEmpty()).ifPresent(audit::add);
        return those;
    }

    @Override
    public synchronized Set<JobId> discard(Collection<JobId> ids, Instant at, Optional<Decision> decision) {
        return recorded(decision, leaveDead(ids, JobState.DISCARDED));
    }

    @Override
    public int set(String queue, String group, GroupState state, String by, Instant at) {
        throw new UnsupportedOperationException("the engine never asks");
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        return runs;
    }

    @Override
    public AutoCloseable watch(JobWatcher told) {
        watcher = told;
        return () -> watcher = null;
    }

    @Override
    public synchronized int prune(Retention retention) {
        return prunable.getOrDefault(prunes++, 0);
    }

    private JobExecution take(Entry entry, Claim claim) {
        entry.state = JobState.RUNNING;
        entry.worker = claim.worker();
        entry.leaseUntil = claim.leaseUntil();
        entry.attempts++;
        entry.token++;
        JobRequest request = entry.job.request();
        return new JobExecution(entry.job.id(), request.queue(), request.type(), request.group(), request.payload(),
                entry.attempts, request.terms(), entry.token, entry.job.enqueuedAt(), claim.leaseUntil());
    }

    private static void apply(Entry entry, Transition transition) {
        entry.state = transition instanceof Transition.Complete ? JobState.DONE
                : transition instanceof Transition.Bury ? JobState.DEAD : JobState.QUEUED;
        if (transition instanceof Transition.Release release) {
            entry.attempts--;
            entry.runAt = release.runAt();
            entry.reason = release.reason();
        } else if (transition instanceof Transition.Retry retry) {
            entry.runAt = retry.runAt();
            entry.reason = retry.reason();
        } else if (transition instanceof Transition.Bury bury) {
            entry.reason = bury.reason();
        }
    }

    private Set<JobId> leaveDead(Collection<JobId> ids, JobState to) {
        Set<JobId> dead = ids.stream().filter(id -> entries.containsKey(id) && entries.get(id).state == JobState.DEAD)
                .collect(Collectors.toSet());
        dead.forEach(id -> entries.get(id).state = to);
        return dead;
    }

    private static boolean held(Entry entry, String worker, long token) {
        return entry.state == JobState.RUNNING && entry.worker.equals(worker) && entry.token == token;
    }

    private void beThere() {
        if (away) {
            throw new JobStoreException("the store is away", null);
        }
    }
}
