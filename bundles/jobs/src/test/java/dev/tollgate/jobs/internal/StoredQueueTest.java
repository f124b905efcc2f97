package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.internal.schedule.MemoryScheduleStore;
import dev.tollgate.jobs.internal.schedule.Reckoner;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StoredQueueTest {
    private static final JobRequest REQUEST = JobRequest.of("plugins", "resize", "a", new byte[0], 5).after(Duration.ofMinutes(5));

    private final HandClock clock = new HandClock();
    private final MemoryJobStore store = new MemoryJobStore(clock);
    private final Doorbell bell = new Doorbell();
    private final StoredQueue queue = new StoredQueue(store, bell, new Random(42));
    private final StoredJobsAdmin admin = new StoredJobsAdmin(store, new MemoryScheduleStore(), new Reckoner(), "n1", new Random(42), bell,
            new ScheduleBell());

    @Test
    void aJobIsDatedByTheClockAndTheDispatcherIsWoken() {
        JobId id = ((Enqueued.Present) queue.enqueue(REQUEST)).id();

        assertThat(store.entry(id).job.enqueuedAt()).isEqualTo(HandClock.START);
        assertThat(store.entry(id).runAt).isEqualTo(HandClock.START.plusSeconds(300));
        assertThat(bell.ringing()).isTrue();
    }

    @Test
    void manyAreEnqueuedInTheirOrder() {
        List<JobId> ids = queue.enqueue(Collections.nCopies(5, REQUEST)).stream().map(answer -> ((Enqueued.Present) answer).id()).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(queue.enqueue(List.of())).isEmpty();
    }

    @Test
    void whatTheStoreDidNotTakeIsNotAcknowledged() {
        store.away = true;

        assertThatThrownBy(() -> queue.enqueue(REQUEST)).isInstanceOf(JobStoreException.class);
        assertThat(bell.ringing()).isFalse();
    }

    @Test
    void onlyADeadJobIsReplayedOrDiscarded() throws InterruptedException {
        JobId id = ((Enqueued.Present) queue.enqueue(REQUEST)).id();
        bell.await(Duration.ZERO);

        assertThatThrownBy(() -> admin.replay(id, UnaryOperator.identity(), "ann")).isInstanceOf(IllegalStateException.class)
                .hasMessage("job " + id + " is not in the dead letters: only dead letters can be replayed");
        assertThatThrownBy(() -> admin.discard(id, "ann")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only dead letters can be discarded");
        assertThat(bell.ringing()).isFalse();

        store.entry(id).state = JobState.DEAD;
        admin.replay(id, UnaryOperator.identity(), "ann");
        assertThat(bell.ringing()).isTrue();
        store.entry(id).state = JobState.DEAD;
        admin.discard(id, "ann");
        assertThat(store.entry(id).state).isEqualTo(JobState.DISCARDED);
    }

    @Test
    void whatIsDoneByHandToAJobIsOnRecordWithWho() throws InterruptedException {
        JobId id = ((Enqueued.Present) admin.enqueue(REQUEST, "ann")).id();
        assertThat(bell.ringing()).isTrue();
        store.entry(id).state = JobState.DEAD;
        admin.replay(id, UnaryOperator.identity(), "ben");
        store.entry(id).state = JobState.DEAD;
        admin.discard(id, "cem");
        assertThat(store.audit).extracting(decision -> decision.verb() + " " + decision.by() + " " + decision.slug().orElseThrow())
                .containsExactly("jobs.run ann a", "jobs.retry ben a", "jobs.discard cem a");
        assertThat(store.audit).allSatisfy(decision -> assertThat(decision.object()).isEqualTo(REQUEST.type() + " " + id));
    }

    @Test
    void aJobForOneNodeAloneIsNotReplayedBecauseThatNodeMayBeGone() throws InterruptedException {
        JobId id = ((Enqueued.Present) queue.enqueue(JobRequest.of(OneNodesQueue.of("plugins", "n"), "resize", "a", new byte[0], 5))).id();
        bell.await(Duration.ZERO);
        store.entry(id).state = JobState.DEAD;

        assertThatThrownBy(() -> admin.replay(id, UnaryOperator.identity(), "ann")).isInstanceOf(IllegalStateException.class)
                .hasMessage("job " + id + " was for one node alone (plugins@n) and is not replayed: run its schedule now on the node"
                        + " where you want it");
        assertThat(store.entry(id).state).isEqualTo(JobState.DEAD);
    }
}
