package dev.tollgate.lifecycle.internal;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A queue that survives its server and is turned by whoever waits for a job: each pause is a second, in which every job that
 * waits is tried once, one after another.
 */
final class HandQueue implements JobQueue, Jobs {
    private static final Lease HELD = new Lease() {
        @Override
        public boolean held() {
            return true;
        }

        @Override
        public Duration left() {
            return Duration.ofSeconds(30);
        }
    };

    private final List<Entry> entries = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ReentrantLock turn = new ReentrantLock();
    private JobHandler handler;
    /** While it is off nobody does anything. */
    boolean turning = true;

    private static final class Entry {
        private final JobId id;
        private final JobRequest request;
        private volatile JobState state = JobState.QUEUED;
        private volatile int attempts;
        private volatile Optional<String> reason = Optional.empty();
        private volatile String report = "";

        Entry(JobId id, JobRequest request) {
            this.id = id;
            this.request = request;
        }
    }

    /** What puts tasks into this queue and waits for them. */
    LifecycleQueue lifecycle() {
        return new LifecycleQueue(this, this, "", Duration.ofSeconds(30), Duration.ofMinutes(10), nanos::get, this::pause);
    }

    /** From now on this one does the jobs; what another had begun is begun again. */
    synchronized void serve(JobHandler next) {
        handler = next;
        entries.stream().filter(entry -> entry.state == JobState.RUNNING).forEach(entry -> entry.state = JobState.QUEUED);
    }

    /** Tries every job that waits once. */
    void turn() {
        turn.lock();
        try {
            List<Entry> waiting;
            synchronized (this) {
                waiting = entries.stream().filter(entry -> entry.state == JobState.QUEUED).toList();
            }
            waiting.forEach(this::attempt);
        } finally {
            turn.unlock();
        }
    }

    /** Until none waits. */
    void finish() {
        for (int i = 0; i < 100 && entries.stream().anyMatch(entry -> entry.state == JobState.QUEUED); i++) {
            turn();
        }
    }

    synchronized List<JobView> all() {
        return entries.stream().map(HandQueue::view).toList();
    }

    private void pause(Duration time) {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        if (turning) {
            turn();
        }
    }

    private void attempt(Entry entry) {
        entry.state = JobState.RUNNING;
        entry.attempts++;
        JobResult result;
        try {
            result = handler.run(new JobExecution(entry.id, entry.request.queue(), entry.request.type(), entry.request.group(),
                    entry.request.payload(), entry.attempts, entry.request.terms(), entry.attempts, Instant.EPOCH, Instant.MAX), HELD);
        } catch (RuntimeException thrown) {
            result = new JobResult.Failed(String.valueOf(thrown.getMessage()), "");
        }
        after(entry, result);
    }

    private static void after(Entry entry, JobResult result) {
        if (result instanceof JobResult.Done done) {
            entry.report = done.report();
            entry.state = JobState.DONE;
        } else if (result instanceof JobResult.HeldBack held) {
            entry.reason = Optional.of(held.reason());
            entry.attempts--;
            entry.state = JobState.QUEUED;
        } else if (result instanceof JobResult.SkipRetry skipped) {
            entry.reason = Optional.of(skipped.reason());
            entry.state = JobState.DEAD;
        } else if (result instanceof JobResult.Failed failed) {
            entry.reason = Optional.of(failed.reason());
            entry.state = entry.attempts > entry.request.terms().maxRetry() ? JobState.DEAD : JobState.QUEUED;
        }
    }

    @Override
    public synchronized Enqueued enqueue(JobRequest request) {
        Optional<Entry> equal = entries.stream().filter(entry -> !entry.state.terminal() && entry.request.group().equals(request.group())
                && entry.request.admission().unique().equals(request.admission().unique())).findFirst();
        if (equal.isPresent()) {
            return new Enqueued.Duplicate(equal.get().id);
        }
        Entry entry = new Entry(new JobId("00000000-0000-7000-8000-%012d".formatted(entries.size())), request);
        entries.add(entry);
        return new Enqueued.Accepted(entry.id);
    }

    @Override
    public List<Enqueued> enqueue(List<JobRequest> requests) {
        return requests.stream().map(this::enqueue).toList();
    }

    @Override
    public synchronized Optional<JobView> get(JobId id) {
        return entries.stream().filter(entry -> entry.id.equals(id)).map(HandQueue::view).findFirst();
    }

    private static JobView view(Entry entry) {
        JobRequest request = entry.request;
        return new JobView(entry.id, request.queue(), request.type(), request.group(), entry.state, entry.attempts,
                request.terms().maxRetry(), Instant.EPOCH, Instant.EPOCH, Optional.empty(), entry.reason, request.payload(), Optional.empty(),
                Optional.of(entry.report));
    }

    @Override
    public List<JobSummary> batchGet(Collection<String> ids, Optional<String> group) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<JobView> list(JobFilter filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<JobState, Long> counts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int queued(String queue, String group, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ScheduleView> schedules() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ScheduleView> schedule(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Instant> nextRuns(String id, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        throw new UnsupportedOperationException();
    }
}
