package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.spi.Claim;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final HandClock clock = new HandClock();
    private final MemoryJobStore store = new MemoryJobStore(clock);
    private final Doorbell bell = new Doorbell();
    private final Handlers<Integer> handlers = new Handlers<>();
    private final StoredQueue queue = new StoredQueue(store, bell, new Random(42));
    private final EngineSettings settings = new EngineSettings(3, LEASE, Duration.ofSeconds(1), Duration.ZERO,
            Duration.ofHours(24), Duration.ofDays(14), 100, Duration.ofDays(14), 100);
    private final Worker worker = new Worker("w", store, handlers, settings, new RetryPolicy(new Random(42)), bell,
            new HandThreads());
    private final Upkeep upkeep = new Upkeep(worker, store, settings, bell);

    @Test
    void aDeadWorkersJobIsQueuedAgainAndTheDispatcherIsWoken() throws InterruptedException {
        JobId id = enqueue();
        store.claim(new Claim("plugins", "dead", clock.instant(), clock.instant().plus(LEASE), group -> 2, 1));
        bell.await(Duration.ZERO);

        upkeep.tick();
        assertThat(store.entry(id).state).isEqualTo(JobState.RUNNING);
        clock.turn(LEASE.plusMillis(1));
        upkeep.tick();

        assertThat(store.entry(id).state).isEqualTo(JobState.QUEUED);
        assertThat(bell.ringing()).isTrue();
    }

    @Test
    void afterAPauseOfTheProcessItsOwnJobsAreNotTakenAwayFromIt() {
        JobId id = claimOwn();
        clock.turn(LEASE.multipliedBy(10));

        upkeep.tick();

        assertThat(store.entry(id).state).isEqualTo(JobState.RUNNING);
        assertThat(store.entry(id).leaseUntil).isEqualTo(clock.instant().plus(LEASE));
    }

    @Test
    void whenTheHeartbeatFailsNothingIsTakenOver() {
        JobId id = claimOwn();
        clock.turn(LEASE.multipliedBy(10));
        store.away = true;

        assertThatThrownBy(upkeep::tick).isInstanceOf(JobStoreException.class);

        assertThat(store.entry(id).state).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aLeaseOutlivesTwoLostHeartbeats() {
        assertThat(upkeep.interval().multipliedBy(2)).isLessThan(LEASE);
    }

    @Test
    void pruningGoesOnUntilNothingIsLeftAndThenRestsTenMinutes() {
        store.prunable.putAll(Map.of(0, 500, 1, 500, 2, 17));

        upkeep.tick();
        assertThat(store.prunes).isEqualTo(4);
        clock.turn(Duration.ofMinutes(10).minusMillis(1));
        upkeep.tick();
        assertThat(store.prunes).isEqualTo(4);
        clock.turn(Duration.ofMillis(1));
        upkeep.tick();
        assertThat(store.prunes).isEqualTo(5);
    }

    @Test
    void aLargeBacklogIsPrunedInPartsBetweenHeartbeats() {
        for (int part = 0; part < 30; part++) {
            store.prunable.put(part, 500);
        }

        upkeep.tick();
        assertThat(store.prunes).isEqualTo(20);
        upkeep.tick();

        assertThat(store.prunes).as("30 parts and the empty one").isEqualTo(31);
    }

    private JobId claimOwn() {
        handlers.add(1, new Serving("plugins", (execution, lease) -> new JobResult.Done(new byte[0], ""), 2));
        JobId id = enqueue();
        worker.round();
        return id;
    }

    private JobId enqueue() {
        return ((Enqueued.Present) queue.enqueue(JobRequest.of("plugins", "resize", "a", new byte[0], 5))).id();
    }
}
