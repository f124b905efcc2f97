package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Decides what becomes of a job after an execution. */
public final class RetryPolicy {
    /**
     * How many executions beyond its attempts a job may lose together with their workers. Without a bound, a job that
     * ends its process would do so for ever; with none, a job that was claimed but never started would never run.
     */
    static final int LOST_WORKERS = 3;
    private static final Duration BASE = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int LONGEST_REASON = 4_000;

    private final Backoff backoff;

    public RetryPolicy(RandomGenerator random) {
        this.backoff = new Backoff(BASE, MOST, random);
    }

    Transition after(JobExecution execution, JobResult result, Instant now) {
        // Java 17 has no switch over sealed types yet.
        if (result instanceof JobResult.Done done) {
            return new Transition.Complete(execution.id(), execution.token(), now, done.output(), done.report());
        }
        if (result instanceof JobResult.Failed failed) {
            return failed(execution, failed.reason(), failed.report(), now);
        }
        if (result instanceof JobResult.TimedOut late) {
            return failed(execution, late.reason(), late.report(), now);
        }
        if (result instanceof JobResult.SkipRetry refused) {
            return bury(execution, refused.reason(), refused.report(), now);
        }
        JobResult.HeldBack held = (JobResult.HeldBack) result;
        return new Transition.Release(execution.id(), execution.token(), now.plus(held.until()), brief(held.reason()));
    }

    /** What an execution that had to be ended counts as, whatever it answered. */
    JobResult overdue(JobExecution execution, JobResult answered) {
        String report = answered instanceof JobResult.Done done ? done.report()
                : answered instanceof JobResult.Failed failed ? failed.report()
                : answered instanceof JobResult.TimedOut late ? late.report() : "";
        return new JobResult.TimedOut("it took longer than its timeout of " + execution.terms().timeout().orElseThrow(), report);
    }

    /** Whether too many workers died while they held this job. */
    boolean lostTooOften(JobExecution execution) {
        return execution.attempt() > execution.maxRetry() + 1L + LOST_WORKERS;
    }

    Transition buryLost(JobExecution execution, Instant now) {
        int before = execution.attempt() - 1;
        return bury(execution, "its worker died or lost its lease again and again: " + before + " executions, of which "
                + (execution.maxRetry() + 1L) + " were allowed to fail", "", now);
    }

    /** Back to where it stood in its group, and not an attempt: it never started, or the host stops. */
    Transition giveBack(JobExecution execution, String reason) {
        return new Transition.Release(execution.id(), execution.token(), execution.enqueuedAt(), reason);
    }

    private Transition failed(JobExecution execution, String reason, String report, Instant now) {
        if (execution.attempt() > execution.maxRetry()) {
            return bury(execution, reason, report, now);
        }
        Instant runAt = now.plus(backoff.after(execution.attempt()));
        return new Transition.Retry(execution.id(), execution.token(), runAt, brief(reason), report);
    }

    private static Transition bury(JobExecution execution, String reason, String report, Instant now) {
        return new Transition.Bury(execution.id(), execution.token(), now, brief(reason), report);
    }

    private static String brief(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }
}
