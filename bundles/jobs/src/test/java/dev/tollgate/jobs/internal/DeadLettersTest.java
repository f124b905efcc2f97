package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.abi.audit.Verb;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobsAdmin.Bulk;
import dev.tollgate.jobs.internal.schedule.MemoryScheduleStore;
import dev.tollgate.jobs.internal.schedule.Reckoner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final HandClock clock = new HandClock();
    private final MemoryJobStore store = new MemoryJobStore(clock);
    private final Doorbell bell = new Doorbell();
    private final StoredQueue queue = new StoredQueue(store, bell, new Random(42));
    private final StoredJobsAdmin admin = new StoredJobsAdmin(store, new MemoryScheduleStore(), new Reckoner(), "n1", new Random(43), bell,
            new ScheduleBell());

    private List<JobId> die(String type, int count) {
        List<JobId> dead = queue.enqueue(IntStream.range(0, count)
                .mapToObj(number -> JobRequest.of("plugins", type, "shop", new byte[] {(byte) number}, 0)).toList()).stream()
                .map(answer -> ((Enqueued.Present) answer).id()).toList();
        dead.forEach(id -> store.entry(id).state = JobState.DEAD);
        return dead;
    }

    @Test
    void allThatMatchAreReplayedOverManyPagesWhateverTheFiltersLimit() throws InterruptedException {
        List<JobId> resized = die("resize", 450);
        List<JobId> mailed = die("mail", 3);
        bell.await(Duration.ZERO);

        assertThat(admin.replayAll(JobFilter.any(1).type("resize").in(JobState.DONE), UnaryOperator.identity(), "ann")).isEqualTo(new Bulk(450, 0, Optional.empty()));

        assertThat(resized).allMatch(id -> store.entry(id).state == JobState.QUEUED);
        assertThat(mailed).allMatch(id -> store.entry(id).state == JobState.DEAD);
        assertThat(bell.ringing()).isTrue();
    }

    @Test
    void thoseForWhichTheFunctionThrowsStay() {
        List<JobId> dead = die("resize", 250);

        Bulk bulk = admin.replayAll(JobFilter.any(200), payload -> {
            if (payload[0] == 7 || payload[0] == 9) {
                throw new IllegalStateException("its version " + payload[0] + " is not installed");
            }
            return payload;
        }, "ann");

        assertThat(bulk).isEqualTo(new Bulk(248, 2, Optional.of("job " + dead.get(9) + ": its version 9 is not installed")));
        assertThat(dead).filteredOn(id -> store.entry(id).state == JobState.DEAD).containsExactly(dead.get(7), dead.get(9));
    }

    @Test
    void allThatMatchAreDiscarded() {
        List<JobId> dead = die("resize", 201);

        assertThat(admin.discardAll(JobFilter.any(10), "ann")).isEqualTo(new Bulk(201, 0, Optional.empty()));
        assertThat(dead).allMatch(id -> store.entry(id).state == JobState.DISCARDED);
    }

    @Test
    void aBulkActionIsOneDecisionOnRecordWithItsFilterAndHowManyMatched() {
        die("resize", 450);
        admin.replayAll(JobFilter.any(1).type("mail").in(JobState.DONE), UnaryOperator.identity(), "ann");
        assertThat(store.audit).as("none matched").isEmpty();
        admin.replayAll(JobFilter.any(1).type("resize").of("shop"), UnaryOperator.identity(), "ann");
        die("mail", 3);
        admin.discardAll(JobFilter.any(1), "ben");
        assertThat(store.audit).containsExactly(
                new Decision(clock.instant(), "ann", Verb.JOBS_RETRY, Optional.of("shop"), "all with type resize", Optional.of("450 dead"), Optional.empty()),
                new Decision(clock.instant(), "ben", Verb.JOBS_DISCARD, Optional.empty(), "all", Optional.of("3 dead"), Optional.empty()));
    }

    @Test
    void aBulkActionOfWhichThePagesFirstFailsIsOnRecordOnce() {
        die("resize", 250);
        admin.replayAll(JobFilter.any(1), payload -> {
            if (payload[0] == (byte) 249) {
                throw new IllegalStateException("not this one");
            }
            return payload;
        }, "ann");
        assertThat(store.audit).hasSize(1);
    }

    @Test
    void aStoreThatIsAwayIsNoFailureOfJobs() {
        die("resize", 2);
        store.away = true;

        assertThatThrownBy(() -> admin.discardAll(JobFilter.any(10), "ann")).isInstanceOf(JobStoreException.class);
    }
}
