package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.testkit.HandClock;
import dev.tollgate.jobs.testkit.internal.Strand;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A handler that does what handlers do: answers, late or at once, throws, or does not hear that it is to end. */
final class Behaviour implements JobHandler {
    private static final int LONG_MILLIS = 50_000;
    private static final int SHORT_MILLIS = 3_000;

    private final String node;
    private final HandClock clock;
    private final RandomGenerator random;
    private final Overlaps overlaps;
    private final Answers answers;
    private final Season season;

    /** Whether whims are over, and everything ends well. */
    interface Season {
        boolean calm();
    }

    Behaviour(String node, HandClock clock, RandomGenerator random, Overlaps overlaps, Answers answers, Season season) {
        this.node = node;
        this.clock = clock;
        this.random = random;
        this.overlaps = overlaps;
        this.answers = answers;
        this.season = season;
    }

    @Override
    public JobResult run(JobExecution execution, Lease lease) {
        Overlaps.Run run = overlaps.began(node, execution, lease);
        boolean interrupted = !slept();
        JobResult result = season.calm() ? done() : answer(interrupted);
        answers.gave(execution, result, interrupted);
        overlaps.ended(run);
        if (result instanceof JobResult.Failed failed && failed.report().equals("thrown")) {
            throw new IllegalStateException(failed.reason());
        }
        return result;
    }

    /** False when it was interrupted, whether it heard it or slept on. */
    private boolean slept() {
        if (season.calm() || random.nextInt(3) > 0) {
            return true;
        }
        int most = random.nextInt(4) == 0 ? LONG_MILLIS : SHORT_MILLIS;
        try {
            sleep(random.nextInt(most));
            return true;
        } catch (InterruptedException toEnd) {
            return false;
        }
    }

    private void sleep(int millis) throws InterruptedException {
        Strand.current().sleep(clock.instant().plus(Duration.ofMillis(millis)));
    }

    private JobResult answer(boolean interrupted) {
        int roll = random.nextInt(100);
        if (roll < 45) {
            return done();
        }
        if (roll < 60) {
            return new JobResult.Failed("no luck", "");
        }
        if (roll < 70) {
            return new JobResult.Failed("worse luck", "thrown");
        }
        if (roll < 80) {
            return new JobResult.SkipRetry("never", "");
        }
        return interrupted ? done() : new JobResult.HeldBack("no slot", Duration.ofMillis(1 + random.nextInt(5_000)));
    }

    private static JobResult done() {
        return new JobResult.Done(new byte[0], "");
    }
}
