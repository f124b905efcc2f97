package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Origin.Trigger;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.NewJob;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs for single nodes, when such a node is gone. */
public abstract class AbandonContract extends ScheduleStoreContract {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void jobsOfANodeThatWasNotSeenForLongAreDiscardedWithAnEntryInTheRunLog() {
        JobId job = firedOn(NODE, 1);
        clock.turn(LONG.plusMillis(1));

        assertThat(abandon()).isEqualTo(1);

        assertThat(view(job).state()).isEqualTo(JobState.DISCARDED);
        assertThat(view(job).finishedAt()).isPresent();
        assertThat(store.runs(RunFilter.any(10))).singleElement().satisfies(run -> {
            assertThat(run.job()).contains(job);
            assertThat(run.schedule()).contains("a/everywhere");
            assertThat(run.name()).isEqualTo("everywhere");
            assertThat(run.trigger()).isEqualTo(Trigger.SCHEDULE);
            assertThat(run.fireAt()).contains(time(1));
            assertThat(run.node()).isEqualTo(NODE);
            assertThat(run.attempt()).isZero();
            assertThat(run.result()).isEqualTo(RunResult.SKIPPED);
            assertThat(run.error()).contains(NODE);
        });
    }

    @Test
    void aNodeThatIsSeenNowAndThenKeepsItsJobs() {
        JobId job = firedOn(NODE, 1);
        clock.turn(LONG);
        assertThat(abandon()).as("just seen").isZero();
        schedules.alive(NODE, clock.instant());
        clock.turn(LONG);

        assertThat(abandon()).isZero();
        assertThat(view(job).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void jobsOfOtherNodesAndForAllNodesStay() {
        firedOn(NODE, 1);
        // Names of which one ends like the other.
        JobId similar = enqueued(QUEUE + "@another-" + NODE);
        JobId ofAll = enqueued(QUEUE);
        clock.turn(LONG.plusMillis(1));
        JobId ofOther = firedOn(OTHER_NODE, 2);

        assertThat(abandon()).isEqualTo(1);

        assertThat(List.of(similar, ofAll, ofOther)).allSatisfy(job -> assertThat(view(job).state()).isEqualTo(JobState.QUEUED));
    }

    @Test
    void aNodeThatWasForgottenIsThereAgainWhenItIsSeen() {
        firedOn(NODE, 1);
        clock.turn(LONG.plusMillis(1));
        abandon();
        JobId late = enqueued(QUEUE + "@" + NODE);
        assertThat(abandon()).as("nobody knows such a node").isZero();

        schedules.alive(NODE, clock.instant());
        assertThat(abandon()).isZero();
        assertThat(view(late).state()).isEqualTo(JobState.QUEUED);
        clock.turn(LONG.plusMillis(1));
        assertThat(abandon()).isEqualTo(1);
    }

    @Test
    void whatStillRanOnALostNodeIsGivenUpWhenItsLeaseHasEnded() {
        JobId job = firedOn(NODE, 1);
        JobExecution running = store.claim(new Claim(QUEUE + "@" + NODE, NODE, clock.instant(), clock.instant().plus(LONG.multipliedBy(2)),
                group -> 9, 9)).get(0);
        assertThat(running.id()).isEqualTo(job);
        clock.turn(LONG.plusMillis(1));
        assertThat(abandon()).as("it may still run").isZero();
        clock.turn(LONG);
        store.reclaim(clock.instant());

        assertThat(abandon()).isEqualTo(1);

        assertThat(view(job).state()).isEqualTo(JobState.DISCARDED);
        assertThat(store.runs(RunFilter.any(10))).extracting(run -> run.result())
                .containsExactly(RunResult.SKIPPED, RunResult.FAILED);
    }

    @Test
    void jobsWithoutAnOriginAreDiscardedWithoutAnEntry() {
        schedules.alive(NODE, clock.instant());
        enqueued(QUEUE + "@" + NODE);
        clock.turn(LONG.plusMillis(1));

        assertThat(abandon()).isEqualTo(1);
        assertThat(store.runs(RunFilter.any(10))).isEmpty();
    }

    @Test
    void theSlotsOfALostNodeAreFreeAgain() {
        firedOn(NODE, 1);
        clock.turn(LONG.plusMillis(1));
        abandon();

        schedules.alive(NODE, clock.instant());
        assertThat(schedules.fire(fireOn(NODE, schedule("everywhere"), time(2)))).isInstanceOf(Fired.Enqueued.class);
    }

    private int abandon() {
        return schedules.abandon(clock.instant().minus(LONG));
    }

    private JobId enqueued(String queue) {
        NewJob job = jobs.of(JobRequest.of(queue, "sweep", "a", new byte[0], 0));
        store.insert(List.of(job));
        return job.id();
    }

    /** The node is seen then. */
    private JobId firedOn(String node, int number) {
        declare(everywhere());
        schedules.alive(node, clock.instant());
        return ((Fired.Enqueued) schedules.fire(fireOn(node, schedule("everywhere"), time(number)))).id();
    }
}
