package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Does to each job what its type says, and notes how many of a group ran at a time. */
final class ScriptedHandler implements JobHandler {
    /** What a job does, and how it ends. */
    enum Script {
        SUCCEED, FAIL_TWICE, FAIL_ALWAYS, THROW_ALWAYS, REFUSE, BE_HELD_BACK_THRICE;

        boolean dies() {
            return this == FAIL_ALWAYS || this == THROW_ALWAYS || this == REFUSE;
        }

        int attempts(int maxRetry) {
            return switch (this) {
                case SUCCEED, REFUSE, BE_HELD_BACK_THRICE -> 1;
                case FAIL_TWICE -> 3;
                case FAIL_ALWAYS, THROW_ALWAYS -> maxRetry + 1;
            };
        }
    }

    private final CountDownLatch ends;
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Map<String, Integer> mostAtOnce = new ConcurrentHashMap<>();
    private final Map<JobId, Integer> heldBack = new ConcurrentHashMap<>();

    ScriptedHandler(int jobs) {
        this.ends = new CountDownLatch(jobs);
    }

    @Override
    public JobResult run(JobExecution execution, Lease lease) {
        AtomicInteger ofGroup = running.computeIfAbsent(execution.group(), group -> new AtomicInteger());
        mostAtOnce.merge(execution.group(), ofGroup.incrementAndGet(), Math::max);
        try {
            Thread.yield();
            return play(execution);
        } finally {
            ofGroup.decrementAndGet();
        }
    }

    CountDownLatch ends() {
        return ends;
    }

    Map<String, Integer> mostAtOnce() {
        return mostAtOnce;
    }

    private JobResult play(JobExecution execution) {
        boolean last = execution.attempt() > execution.maxRetry();
        return switch (Script.valueOf(execution.type())) {
            case SUCCEED -> end(done());
            case FAIL_TWICE -> execution.attempt() <= 2 ? failed() : end(done());
            case FAIL_ALWAYS -> last ? end(failed()) : failed();
            case REFUSE -> end(new JobResult.SkipRetry("no such plugin", ""));
            case BE_HELD_BACK_THRICE -> heldBack.merge(execution.id(), 1, Integer::sum) <= 3
                    ? new JobResult.HeldBack("no slot", Duration.ofMillis(100)) : end(done());
            case THROW_ALWAYS -> {
                if (last) {
                    ends.countDown();
                }
                throw new IllegalStateException("thrown");
            }
        };
    }

    private JobResult end(JobResult result) {
        ends.countDown();
        return result;
    }

    private static JobResult done() {
        return new JobResult.Done(new byte[0], "");
    }

    private static JobResult failed() {
        return new JobResult.Failed("no luck", "");
    }
}
