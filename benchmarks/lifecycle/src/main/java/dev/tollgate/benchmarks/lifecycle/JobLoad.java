package dev.tollgate.benchmarks.lifecycle;

import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Jobs. Each is done at its first attempt, or is in the dead letters because it was enqueued for a version that was replaced before the
 * job began.
 */
final class JobLoad implements Load {
    private static final int MOST_WAITING = 8;
    private static final long LOOK_NANOS = 1_000_000;
    private static final String PINNED = "the job was enqueued for";
    private static final byte[] NOTHING = new byte[0];

    private final Stack stack;
    private final Wrongs wrongs = new Wrongs();
    private final LongAdder enqueued = new LongAdder();
    private long done;
    private long pinned;

    JobLoad(Stack stack) {
        this.stack = stack;
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public void once() {
        if (waiting() < MOST_WAITING) {
            stack.pluginJobs().enqueue(StormPlugin.SLUG, StormPlugin.JOB, NOTHING, Stack.BY);
            enqueued.increment();
        } else {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void finish() {
        while (waiting() > 0 || !page(JobState.RUNNING, Optional.empty()).isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        done = count(JobState.DONE);
        pinned = count(JobState.DEAD);
    }

    @Override
    public String summary() {
        return enqueued + " jobs, " + done + " done, " + pinned + " in the dead letters because they were for a version that was replaced";
    }

    @Override
    public List<String> wrongs() {
        if (done + pinned != enqueued.sum() || done == 0 || pinned == 0) {
            wrongs.add("of " + summary());
        }
        return wrongs.all();
    }

    private int waiting() {
        return stack.jobs().queued(PluginQueue.QUEUE, StormPlugin.SLUG, MOST_WAITING);
    }

    private long count(JobState state) {
        long count = 0;
        for (List<JobView> page = page(state, Optional.empty()); !page.isEmpty();
                page = page(state, Optional.of(page.get(page.size() - 1)))) {
            count += page.size();
            page.forEach(this::check);
        }
        return count;
    }

    private List<JobView> page(JobState state, Optional<JobView> after) {
        JobFilter filter = JobFilter.any(JobFilter.MOST).queued(PluginQueue.QUEUE).of(StormPlugin.SLUG).in(state);
        return stack.jobs().list(after.map(last -> filter.before(last.id())).orElse(filter));
    }

    private void check(JobView job) {
        boolean right = job.state() == JobState.DONE ? job.attempts() == 1 && StormPlugin.number(job.output().orElseThrow()) >= 0
                : job.reason().filter(reason -> reason.contains(PINNED)).isPresent();
        if (!right) {
            wrongs.add("a job is " + job.state() + " after " + job.attempts() + " attempts: " + job.reason());
        }
    }
}
