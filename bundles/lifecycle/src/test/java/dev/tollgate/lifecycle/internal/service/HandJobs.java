package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.Lease;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A job engine that a test turns: as much of one as events need. */
final class HandJobs implements JobQueue {
    final List<Entry> entries = new ArrayList<>();
    final Set<String> closed = new HashSet<>();
    final List<Decision> audit = new ArrayList<>();
    boolean away;
    boolean leaseHeld = true;

    static final class Entry {
        final JobId id;
        final JobRequest request;
        byte[] payload;
        JobState state = JobState.QUEUED;
        int attempts;
        JobResult last;

        Entry(JobId id, JobRequest request) {
            this.id = id;
            this.request = request;
            this.payload = request.payload();
        }

        JobView view() {
            String reason = last instanceof JobResult.Failed failed ? failed.reason() : last instanceof JobResult.TimedOut late ? late.reason()
                    : last instanceof JobResult.SkipRetry skipped ? skipped.reason() : null;
            String report = last instanceof JobResult.Failed failed ? failed.report() : last instanceof JobResult.TimedOut late ? late.report() : "";
            return new JobView(id, request.queue(), request.type(), request.group(), state, attempts, request.terms().maxRetry(), Instant.EPOCH,
                    Instant.EPOCH, Optional.of(Instant.EPOCH), Optional.ofNullable(reason), payload, Optional.empty(), Optional.of(report));
        }
    }

    /** The parts of the interfaces that are used, by their names and arguments. */
    <T> T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "get" -> find((JobId) arguments[0]).map(Entry::view);
                    case "list" -> list((JobFilter) arguments[0]);
                    case "queued" -> (int) entries.stream().filter(entry -> waits(entry, (String) arguments[1])).count();
                    case "replay" -> recorded(arguments[2], replay((JobId) arguments[0], arguments[1]));
                    case "discard" -> recorded(arguments[1], discard((JobId) arguments[0]));
                    case "close" -> close((String) arguments[1]);
                    case "open" -> open((String) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    StoredEvents events(RandomGenerator random) {
        return StoredEvents.of(this, as(Jobs.class), as(JobsAdmin.class), "", random);
    }

    /** Each job that waits is tried once. */
    void turn(JobHandler handler) {
        List.copyOf(entries).stream().filter(entry -> entry.state == JobState.QUEUED).forEach(entry -> {
            entry.attempts++;
            entry.state = JobState.RUNNING;
            entry.last = handler.run(new JobExecution(entry.id, entry.request.queue(), entry.request.type(), entry.request.group(), entry.payload,
                    entry.attempts, entry.request.terms(), entry.attempts, Instant.EPOCH, Instant.MAX), new HandLease());
            if (entry.last instanceof JobResult.HeldBack) {
                entry.attempts--;
                entry.state = JobState.QUEUED;
            } else if (entry.last instanceof JobResult.Done) {
                entry.state = JobState.DONE;
            } else {
                entry.state = entry.last instanceof JobResult.SkipRetry || entry.attempts > entry.request.terms().maxRetry() ? JobState.DEAD
                        : JobState.QUEUED;
            }
        });
    }

    @Override
    public Enqueued enqueue(JobRequest request) {
        if (away) {
            throw new JobStoreException("SQL of the store", new IllegalStateException());
        }
        if (closed.contains(request.group())) {
            return new Enqueued.Refused(Enqueued.Refusal.CLOSED);
        }
        Optional<String> key = request.admission().idempotencyKey();
        Optional<Entry> first = entries.stream().filter(entry -> key.isPresent() && entry.request.group().equals(request.group())
                && entry.request.admission().idempotencyKey().equals(key)).findFirst();
        if (first.isPresent()) {
            return new Enqueued.Repeated(first.get().id);
        }
        long waiting = entries.stream().filter(entry -> waits(entry, request.group())).count();
        if (waiting >= request.admission().quota().orElseThrow().mostQueued()) {
            return new Enqueued.Refused(Enqueued.Refusal.DEPTH);
        }
        Entry entry = new Entry(new JobId("00000000-0000-7000-8000-%012d".formatted(entries.size())), request);
        entries.add(entry);
        return new Enqueued.Accepted(entry.id);
    }

    @Override
    public List<Enqueued> enqueue(List<JobRequest> requests) {
        return requests.stream().map(this::enqueue).toList();
    }

    private static boolean waits(Entry entry, String group) {
        return entry.state == JobState.QUEUED && entry.request.group().equals(group);
    }

    private Optional<Entry> find(JobId id) {
        return entries.stream().filter(entry -> entry.id.equals(id)).findFirst();
    }

    private List<JobView> list(JobFilter filter) {
        return entries.stream().map(Entry::view).filter(job -> filter.state().equals(Optional.of(job.state()))
                && filter.queue().equals(Optional.of(job.queue())) && filter.group().equals(Optional.of(job.group()))).toList();
    }

    @SuppressWarnings("unchecked")
    private Object replay(JobId id, Object change) {
        Entry entry = find(id).orElseThrow();
        entry.payload = ((UnaryOperator<byte[]>) change).apply(entry.payload);
        entry.attempts = 0;
        entry.state = JobState.QUEUED;
        return null;
    }

    private Object recorded(Object decision, Object done) {
        audit.add((Decision) decision);
        return done;
    }

    private Object discard(JobId id) {
        find(id).orElseThrow().state = JobState.DISCARDED;
        return null;
    }

    private int close(String group) {
        closed.add(group);
        entries.removeIf(entry -> waits(entry, group));
        return 0;
    }

    private Object open(String group) {
        closed.remove(group);
        return null;
    }

    private final class HandLease implements Lease {
        @Override
        public boolean held() {
            return leaseHeld;
        }

        @Override
        public Duration left() {
            return Duration.ofSeconds(30);
        }
    }
}
