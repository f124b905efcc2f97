package dev.tollgate.store.contract.chaos;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Jobs that succeed, fail, are held back, throw, and now and then take longer than a lease. Each has an effect that its
 * receiver fences by the token.
 */
final class ChaosHandler implements JobHandler {
    private static final byte[] NOTHING = new byte[0];
    private static final String DONE = "{}";

    private final Journal journal;
    private final Effects effects;
    private final Duration lease;

    ChaosHandler(Journal journal, Effects effects, Duration lease) {
        this.journal = journal;
        this.effects = effects;
        this.lease = lease;
    }

    @Override
    public JobResult run(JobExecution execution, Lease held) {
        boolean exclusive = execution.terms().exclusive().isPresent();
        String subject = execution.terms().exclusive().orElse(execution.id().value());
        journal.note(exclusive ? "begin" : "start", subject, execution.token());
        try {
            return act(execution, held, ThreadLocalRandom.current().nextInt(1_000));
        } finally {
            if (exclusive) {
                journal.note("end", subject, execution.token());
            }
        }
    }

    private JobResult act(JobExecution execution, Lease held, int dice) {
        try {
            if (dice < 20) {
                return new JobResult.HeldBack("the dice say so", Duration.ofMillis(dice));
            }
            if (dice < 50) {
                return new JobResult.Failed("the dice say so", "");
            }
            if (dice < 60) {
                throw new IllegalStateException("the dice say so");
            }
            // A few outlive several leases, which heartbeats must keep.
            Thread.sleep(dice < 62 ? 2 * lease.toMillis() : execution.terms().exclusive().isPresent() ? dice / 4 : 0);
            if (!held.held() || !effects.write(execution.id(), execution.token())) {
                return new JobResult.Failed("no longer the execution that counts", "");
            }
            return new JobResult.Done(NOTHING, DONE);
        } catch (InterruptedException ended) {
            return new JobResult.Failed("interrupted", "");
        }
    }
}
