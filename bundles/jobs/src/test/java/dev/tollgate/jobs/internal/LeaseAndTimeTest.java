package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.Terms;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ends an execution from outside, and what the run log says of each. */
class LeaseAndTimeTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final JobResult DONE = new JobResult.Done(new byte[0], "{\"fuel\":7}");

    private final HandClock clock = new HandClock();
    private final HandThreads threads = new HandThreads();
    private final MemoryJobStore store = new MemoryJobStore(clock);
    private final Doorbell bell = new Doorbell();
    private final Handlers<Integer> handlers = new Handlers<>();
    private final EngineSettings settings = new EngineSettings(3, LEASE, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO,
            Duration.ZERO, 0, Duration.ZERO, 0);
    private final StoredQueue intake = new StoredQueue(store, bell, new Random(42));
    private final Worker worker = new Worker("n", store, handlers, settings, new RetryPolicy(new Random(42)), bell, threads);

    @Test
    void anExecutionThatTakesLongerThanItsTimeoutIsInterruptedAndFailsWhateverItAnswers() {
        serve((execution, lease) -> {
            clock.turn(Duration.ofSeconds(5));
            worker.endWhatMust();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return DONE;
        });
        JobId id = enqueue(Terms.retries(0).timeout(Duration.ofSeconds(5)).from(Origin.enqueued("test")));

        runAll();

        assertThat(store.entry(id).state).isEqualTo(JobState.DEAD);
        assertThat(store.entry(id).reason).isEqualTo("it took longer than its timeout of PT5S");
        assertThat(store.runs).singleElement().satisfies(run -> {
            assertThat(run.result()).isEqualTo(RunResult.TIMEOUT);
            assertThat(run.usage()).isEqualTo("{\"fuel\":7}");
        });
        assertThat(Thread.currentThread().isInterrupted()).as("left behind for the next job").isFalse();
    }

    @Test
    void whatAnExecutionReportsThatEndedItselfForTheTimeIsKept() {
        serve((execution, lease) -> {
            clock.turn(Duration.ofSeconds(5));
            worker.endWhatMust();
            return new JobResult.TimedOut("its own deadline", "{\"fuel\":9}");
        });
        enqueue(Terms.retries(0).timeout(Duration.ofSeconds(5)).from(Origin.enqueued("test")));

        runAll();

        assertThat(store.runs).singleElement().extracting(RunView::usage).isEqualTo("{\"fuel\":9}");
    }

    @Test
    void anExecutionWithinItsTimeoutIsLeftAlone() {
        serve((execution, lease) -> {
            clock.turn(Duration.ofSeconds(5).minusMillis(1));
            worker.endWhatMust();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return DONE;
        });
        JobId id = enqueue(Terms.retries(0).timeout(Duration.ofSeconds(5)));

        runAll();

        assertThat(store.entry(id).state).isEqualTo(JobState.DONE);
    }

    @Test
    void anExecutionWhoseLeaseWasLostIsInterruptedAndWasNoAttempt() {
        serve((execution, lease) -> {
            assertThat(lease.held()).isTrue();
            store.entry(execution.id()).worker = "another";
            worker.beat();
            assertThat(lease.held()).isFalse();
            worker.endWhatMust();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            store.entry(execution.id()).worker = "n";
            return new JobResult.Failed("interrupted", "");
        });
        JobId id = enqueue(Terms.retries(0).from(Origin.enqueued("test")));

        runAll();

        assertThat(store.entry(id).state).isEqualTo(JobState.QUEUED);
        assertThat(store.entry(id).attempts).isZero();
        assertThat(store.runs).singleElement().extracting(RunView::result).isEqualTo(RunResult.CANCELLED);
    }

    @Test
    void anExecutionIsEndedWhenHeartbeatsFailedForAsLongAsItsLease() {
        serve((execution, lease) -> {
            assertThat(lease.left()).isEqualTo(LEASE);
            clock.turn(LEASE);
            assertThat(lease.held()).isFalse();
            worker.endWhatMust();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return DONE;
        });
        JobId id = enqueue(Terms.retries(0));

        runAll();

        assertThat(store.entry(id).state).as("nobody else had it, so that it counts").isEqualTo(JobState.DONE);
    }

    @Test
    void anExclusiveExecutionThatLostItsLockIsEnded() {
        serve((execution, lease) -> {
            new StoreWatcher(bell, new ScheduleBell(), worker).unprotected(Set.of(execution.id()));
            worker.endWhatMust();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return new JobResult.Failed("interrupted", "");
        });
        JobId id = enqueue(Terms.retries(0).exclusive("one"));

        runAll();

        assertThat(store.entry(id).state).isEqualTo(JobState.QUEUED);
    }

    @Test
    void theEndOfAnExclusiveExecutionRingsForTheNextOneOfItsKeyWhenItIsWritten() throws InterruptedException {
        serve((execution, lease) -> DONE);
        enqueue(Terms.retries(0).exclusive("one"));
        worker.round();
        threads.runAll();
        bell.await(Duration.ZERO);

        worker.flush();

        assertThat(bell.ringing()).isTrue();
    }

    @Test
    void eachExecutionOfAJobWithAnOriginIsInTheRunLog() {
        JobResult[] answers = {new JobResult.Failed("no luck", "f"), new JobResult.HeldBack("busy", Duration.ZERO), DONE};
        int[] next = {0};
        serve((execution, lease) -> {
            clock.turn(Duration.ofSeconds(2));
            return answers[next[0]++];
        });
        JobId id = enqueue(Terms.retries(3).from(Origin.fired("a/nightly", HandClock.START)));

        for (int i = 0; i < answers.length; i++) {
            runAll();
            clock.turn(Duration.ofHours(1));
        }

        assertThat(store.runs).extracting(RunView::job).containsOnly(Optional.of(id));
        assertThat(store.runs).extracting(RunView::result).containsExactly(RunResult.FAILED, RunResult.SUCCESS);
        assertThat(store.runs.get(0)).satisfies(run -> {
            assertThat(run.schedule()).contains("a/nightly");
            assertThat(run.name()).isEqualTo("nightly");
            assertThat(run.trigger()).isEqualTo(Origin.Trigger.SCHEDULE);
            assertThat(run.fireAt()).contains(HandClock.START);
            assertThat(run.node()).isEqualTo("n");
            assertThat(run.attempt()).isEqualTo(1);
            assertThat(run.endedAt()).isEqualTo(run.startedAt().plusSeconds(2));
            assertThat(run.error()).isEqualTo("no luck");
        });
        assertThat(store.runs.get(1).attempt()).as("being held back is not an attempt").isEqualTo(2);
    }

    @Test
    void whatItsHandlerRefusedBeforeItBeganIsSkippedInTheRunLogWithTheReason() {
        serve((execution, lease) -> new JobResult.SkipRetry("not active", "{}", false));
        JobId id = enqueue(Terms.retries(5).from(Origin.enqueued("test")));

        runAll();

        assertThat(store.entry(id).state).isEqualTo(JobState.DEAD);
        assertThat(store.runs).singleElement().satisfies(run -> {
            assertThat(run.result()).isEqualTo(RunResult.SKIPPED);
            assertThat(run.error()).isEqualTo("not active");
            assertThat(run.attempt()).isZero();
        });
    }

    @Test
    void whatTheHostEndedIsCancelledInTheRunLog() {
        serve((execution, lease) -> {
            worker.giveBackRunning();
            return DONE;
        });
        JobId id = enqueue(Terms.retries(0).from(Origin.enqueued("test")));

        runAll();

        assertThat(store.entry(id).state).isEqualTo(JobState.QUEUED);
        assertThat(store.runs).singleElement().extracting(RunView::result).isEqualTo(RunResult.CANCELLED);
    }

    @Test
    void jobsForThisNodeAloneRunHereAndThoseForOthersDoNot() {
        serve((execution, lease) -> DONE);
        JobId mine = enqueue("plugins@n", Terms.retries(0));
        JobId others = enqueue("plugins@m", Terms.retries(0));

        runAll();

        assertThat(store.entry(mine).state).isEqualTo(JobState.DONE);
        assertThat(store.entry(others).state).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aHandlerSaysHowManyJobsOfOneGroupMayRun() {
        JobHandler handler = new JobHandler() {
            @Override
            public JobResult run(JobExecution execution, Lease lease) {
                return DONE;
            }

            @Override
            public OptionalInt perGroup(String group) {
                return group.equals("a") ? OptionalInt.of(1) : OptionalInt.empty();
            }
        };
        serve(handler);
        enqueue(Terms.retries(0));
        enqueue(Terms.retries(0));

        worker.round();

        assertThat(threads.waiting()).isEqualTo(1);
        assertThat(store.claims).last().satisfies(claim -> assertThat(claim.room().applyAsInt("b")).isEqualTo(10));
    }

    private void serve(JobHandler handler) {
        handlers.add(1, new Serving("plugins", handler, 10));
    }

    private void runAll() {
        worker.round();
        threads.runAll();
        worker.flush();
    }

    private JobId enqueue(Terms terms) {
        return enqueue("plugins", terms);
    }

    private JobId enqueue(String queue, Terms terms) {
        return ((Enqueued.Present) intake.enqueue(JobRequest.of(queue, "resize", "a", new byte[0], 0).on(terms))).id();
    }
}
