package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.spi.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final HandThreads threads = new HandThreads();
    private final MemoryJobStore store = new MemoryJobStore(clock);
    private final Doorbell bell = new Doorbell();
    private final Handlers<Integer> handlers = new Handlers<>();
    private final StoredQueue queue = new StoredQueue(store, bell, new Random(42));
    private final EngineSettings settings = new EngineSettings(3, LEASE, POLL, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, 0);
    private final Worker worker = new Worker("w", store, handlers, settings, new RetryPolicy(new Random(42)), bell, threads);
    private final List<JobExecution> runs = new ArrayList<>();
    private JobResult result = new JobResult.Done(new byte[0], "");
    private Duration duration = Duration.ofSeconds(1);

    @BeforeEach
    void serve() {
        serve((execution, lease) -> {
            runs.add(execution);
            clock.turn(duration);
            return result;
        }, 10);
    }

    @Test
    void aJobRunsAndItsResultIsWritten() {
        JobId id = enqueue("a");

        worker.round();
        threads.runAll();
        assertThat(store.entry(id).state).as("before the write").isEqualTo(JobState.RUNNING);
        assertThat(worker.flush()).isTrue();

        assertThat(store.entry(id).state).isEqualTo(JobState.DONE);
        assertThat(worker.unsettled()).isZero();
        assertThat(worker.flush()).isFalse();
    }

    @Test
    void whileNoHandlerServesAQueueItsJobsAreNotClaimed() {
        handlers.remove(1);
        enqueue("a");

        assertThat(worker.round()).isEqualTo(POLL);

        assertThat(store.claims).isEmpty();
    }

    @Test
    void noMoreIsClaimedThanThereAreIdleWorkers() {
        enqueue("a", 10);

        worker.round();
        assertThat(threads.waiting()).isEqualTo(3);
        worker.round();
        assertThat(threads.waiting()).as("all workers have something").isEqualTo(3);

        threads.runOne();
        threads.runOne();
        worker.round();
        assertThat(store.claims).last().extracting(Claim::most).as("one waits, two are idle").isEqualTo(3);
    }

    @Test
    void shortJobsAreClaimedAheadSoThatNoWorkerWaitsForAClaim() {
        duration = Duration.ofMillis(1);
        enqueue("a", 100);
        handlers.add(1, new Serving("plugins", handlers.of("plugins").orElseThrow().handler(), 100));
        worker.round();
        threads.runAll();

        worker.round();

        assertThat(threads.waiting()).as("3 workers and 10 each ahead").isEqualTo(33);
    }

    @Test
    void theRoomOfAGroupCountsWhatWaitsAndWhatRuns() {
        serve((execution, lease) -> result, 2);
        enqueue("a", 5);

        worker.round();
        assertThat(threads.waiting()).isEqualTo(2);
        assertThat(store.claims).last().satisfies(claim -> assertThat(claim.room().applyAsInt("a")).isEqualTo(2));
        threads.runOne();
        worker.round();
        assertThat(store.claims).last().satisfies(claim -> assertThat(claim.room().applyAsInt("a")).isEqualTo(1));

        assertThat(threads.waiting()).isEqualTo(2);
    }

    @Test
    void aFreedPlaceRingsAndIsFilledBeforeTheResultIsWritten() throws InterruptedException {
        serve((execution, lease) -> result, 1);
        enqueue("a", 2);
        worker.round();
        bell.await(Duration.ZERO);

        threads.runOne();

        assertThat(bell.ringing()).isTrue();
        worker.round();
        assertThat(threads.waiting()).isEqualTo(1);
    }

    @Test
    void theWaitEndsWhenTheNextJobIsDue() {
        queue.enqueue(JobRequest.of("plugins", "resize", "a", new byte[0], 5).after(Duration.ofMillis(300)));

        assertThat(worker.round()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aJobThatIsDueButHasNoPlaceDoesNotMakeTheDispatcherSpin() {
        serve((execution, lease) -> result, 1);
        enqueue("a", 2);

        assertThat(worker.round()).isEqualTo(POLL);
    }

    @Test
    void aFailureIsRetriedLaterAndTheLastOneIsBuried() {
        result = new JobResult.Failed("no luck", "");
        JobId id = ((Enqueued.Present) queue.enqueue(JobRequest.of("plugins", "resize", "a", new byte[0], 1))).id();

        runEverything();
        assertThat(store.entry(id).state).isEqualTo(JobState.QUEUED);
        assertThat(store.entry(id).runAt).isBetween(clock.instant(), clock.instant().plusSeconds(1));
        clock.turn(Duration.ofSeconds(1));
        runEverything();

        assertThat(store.entry(id).state).isEqualTo(JobState.DEAD);
        assertThat(runs).extracting(JobExecution::attempt).containsExactly(1, 2);
    }

    @Test
    void anExceptionOfTheHandlerIsAFailureWithItsMessage() {
        serve((execution, lease) -> {
            throw new IllegalStateException("thrown");
        }, 10);
        JobId id = enqueue("a");

        runEverything();

        assertThat(store.entry(id).reason).isEqualTo("thrown");
        assertThat(store.entry(id).attempts).isEqualTo(1);
    }

    @Test
    void anErrorOrNoAnswerAtAllIsAFailureToo() {
        serve((execution, lease) -> {
            throw new NoClassDefFoundError();
        }, 10);
        JobId error = enqueue("a");
        runEverything();
        serve((execution, lease) -> null, 10);
        JobId nothing = enqueue("b");
        runEverything();

        assertThat(store.entry(error).reason).isEqualTo("java.lang.NoClassDefFoundError");
        assertThat(store.entry(nothing).reason).startsWith("its handler answered nothing");
    }

    @Test
    void anInterruptMeantForOneJobDoesNotReachTheNext() {
        List<Boolean> interrupted = new ArrayList<>();
        serve((execution, lease) -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            return result;
        }, 10);
        enqueue("a", 2);

        runEverything();

        assertThat(interrupted).containsExactly(false, false);
    }

    @Test
    void beingHeldBackIsNoAttempt() {
        result = new JobResult.HeldBack("no slot", Duration.ofSeconds(5));
        JobId id = enqueue("a");

        runEverything();

        assertThat(store.entry(id).attempts).isZero();
        assertThat(store.entry(id).runAt).isEqualTo(clock.instant().plusSeconds(5));
    }

    @Test
    void aHandlerThatLeftBetweenClaimAndRunCostsNoAttempt() {
        JobId id = enqueue("a");
        worker.round();
        handlers.remove(1);

        threads.runAll();
        worker.flush();

        assertThat(store.entry(id).state).isEqualTo(JobState.QUEUED);
        assertThat(store.entry(id).attempts).isZero();
        assertThat(store.entry(id).reason).isEqualTo("the handler of queue plugins went away");
    }

    @Test
    void aJobWhoseLeaseEndedWhileItWaitedIsNotStarted() {
        JobId id = enqueue("a");
        worker.round();
        clock.turn(LEASE);

        threads.runAll();
        worker.flush();

        assertThat(runs).isEmpty();
        assertThat(store.entry(id).attempts).isZero();
    }

    @Test
    void aHeartbeatKeepsAllLeasesAlive() {
        JobId id = enqueue("a");
        worker.round();
        clock.turn(Duration.ofSeconds(20));

        worker.beat();

        assertThat(store.entry(id).leaseUntil).isEqualTo(clock.instant().plus(LEASE));
        clock.turn(Duration.ofSeconds(20));
        threads.runAll();
        assertThat(runs).as("started under its extended lease").hasSize(1);
    }

    @Test
    void anExecutionThatLostItsLeaseIsFencedOff() {
        JobId id = enqueue("a");
        worker.round();
        Instant later = clock.instant().plus(LEASE).plusMillis(1);
        store.reclaim(later);
        store.claim(new Claim("plugins", "other", later, later.plus(LEASE), group -> 2, 1));

        threads.runAll();
        worker.flush();

        assertThat(store.entry(id).state).isEqualTo(JobState.RUNNING);
        assertThat(store.entry(id).worker).isEqualTo("other");
        assertThat(worker.unsettled()).isZero();
    }

    @Test
    void aJobThatEndsItsProcessAgainAndAgainIsBuriedUnrun() {
        JobId id = enqueue("a");
        store.entry(id).attempts = 9;

        runEverything();

        assertThat(runs).isEmpty();
        assertThat(store.entry(id).state).isEqualTo(JobState.DEAD);
        assertThat(store.entry(id).reason).contains("9 executions, of which 6 were allowed to fail");
    }

    @Test
    void manyResultsAreWrittenTogether() {
        enqueue("a", 3);
        worker.round();
        threads.runAll();

        worker.flush();

        assertThat(store.writes).containsExactly(3);
    }

    @Test
    void resultsThatCouldNotBeWrittenAreWrittenWhenTheStoreIsBack() {
        JobId id = enqueue("a");
        worker.round();
        threads.runAll();
        store.away = true;
        assertThatThrownBy(worker::flush).isInstanceOf(JobStoreException.class);
        assertThat(worker.unsettled()).isEqualTo(1);

        store.away = false;
        worker.flush();

        assertThat(store.entry(id).state).isEqualTo(JobState.DONE);
    }

    @Test
    void aDrainGivesBackWhatWaitsAndWhatRunsTooLong() {
        serve((execution, lease) -> {
            worker.giveBackRunning();
            return result;
        }, 10);
        enqueue("a", 3);
        worker.round();
        threads.runOne();
        worker.giveBackWaiting();
        threads.runAll();

        while (worker.flush()) {
            assertThat(worker.unsettled()).isZero();
        }

        assertThat(store.counts()).isEqualTo(Map.of(JobState.QUEUED, 3L));
        assertThat(store.claims).hasSize(1);
    }

    private void serve(JobHandler handler, int perGroup) {
        handlers.add(1, new Serving("plugins", handler, perGroup));
    }

    private void runEverything() {
        worker.round();
        threads.runAll();
        worker.flush();
    }

    private JobId enqueue(String group) {
        return ((Enqueued.Present) queue.enqueue(JobRequest.of("plugins", "resize", group, new byte[0], 5))).id();
    }

    private void enqueue(String group, int jobs) {
        for (int i = 0; i < jobs; i++) {
            enqueue(group);
        }
    }
}
