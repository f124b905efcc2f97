package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
    private final Map<JobId, Entry> entries = new LinkedHashMap<>();

    synchronized Entry entry(JobId id) {
        return entries.get(id);
    }

    @Override
    public synchronized List<Enqueued> insert(List<NewJob> jobs) {
        beThere();
        jobs.forEach(job -> entries.put(job.id(), new Entry(job)));
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
                    && taken.getOrDefault(request.group(), 0) < claim.room(request.group())) {
                taken.merge(request.group(), 1, Integer::sum);
                claimed.add(take(entry, claim));
            }
        }
        return claimed;
    }

    @Override
    public synchronized Set<JobId> write(String worker, Collection<Transition> transitions) {
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
    public synchronized List<JobView> get(Collection<JobId> ids) {
        return List.of();
    }

    @Override
    public synchronized List<JobView> list(JobFilter filter) {
        return List.of();
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
    public synchronized boolean replay(JobId id, Instant runAt, UnaryOperator<byte[]> payload) {
        return leaveDead(id, JobState.QUEUED);
    }

    @Override
    public synchronized boolean discard(JobId id, Instant at) {
        return leaveDead(id, JobState.DISCARDED);
    }

    @Override
    public synchronized int prune(Instant before, Instant deadBefore, int mostDead) {
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
                entry.attempts, request.maxRetry(), entry.token, entry.job.enqueuedAt(), claim.leaseUntil());
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

    private boolean leaveDead(JobId id, JobState to) {
        Entry entry = entries.get(id);
        if (entry == null || entry.state != JobState.DEAD) {
            return false;
        }
        entry.state = to;
        return true;
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
