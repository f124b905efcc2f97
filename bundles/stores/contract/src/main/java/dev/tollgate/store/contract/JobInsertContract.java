package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static dev.tollgate.store.contract.TestJobs.START;
import static dev.tollgate.store.contract.TestJobs.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Taking jobs in: order, idempotency, uniqueness. */
public abstract class JobInsertContract extends JobStoreContract {
    @Test
    void aJobIsThereAsItWasGiven() {
        NewJob job = jobs.delayed("a", Duration.ofMinutes(1));

        assertThat(store.insert(List.of(job))).containsExactly(new Enqueued.Accepted(job.id()));

        JobView view = view(job.id());
        assertThat(view.queue()).isEqualTo(QUEUE);
        assertThat(view.type()).isEqualTo("resize");
        assertThat(view.group()).isEqualTo("a");
        assertThat(view.state()).isEqualTo(JobState.QUEUED);
        assertThat(view.attempts()).isZero();
        assertThat(view.maxRetry()).isEqualTo(5);
        assertThat(view.enqueuedAt()).isEqualTo(START);
        assertThat(view.runAt()).isEqualTo(START.plusSeconds(60));
        assertThat(view.payload()).isEqualTo(bytes("for a"));
        assertThat(view.finishedAt()).isEmpty();
        assertThat(view.output()).isEmpty();
        assertThat(view.report()).isEmpty();
        assertThat(view.reason()).isEmpty();
    }

    @Test
    void answersStandInTheOrderOfTheJobs() {
        List<NewJob> many = List.of(jobs.of("b"), jobs.of("a"), jobs.of("c"));

        assertThat(store.insert(many)).containsExactlyElementsOf(
                many.stream().<Enqueued>map(job -> new Enqueued.Accepted(job.id())).toList());
    }

    @Test
    void aPayloadOfAMegabyteComesBackWhole() {
        byte[] large = new byte[1 << 20];
        large[large.length - 1] = 7;
        NewJob job = new NewJob(jobs.id(), JobRequest.of(QUEUE, "resize", "a", large, 0), START);

        store.insert(List.of(job));

        assertThat(view(job.id()).payload()).isEqualTo(large);
        assertThat(claim(1).get(0).payload()).isEqualTo(large);
    }

    @Test
    void aFailedInsertAddsNothingOfItsJobs() {
        NewJob there = jobs.of("a");
        NewJob other = jobs.of("a");
        store.insert(List.of(there));

        assertThatThrownBy(() -> store.insert(List.of(other, there))).isInstanceOf(JobStoreException.class);

        assertThat(store.get(List.of(other.id()))).isEmpty();
    }

    @Test
    void anEqualIdempotencyKeyOfTheGroupAnswersWithTheFirstJob() {
        NewJob first = jobs.repeatable("a", "k");
        store.insert(List.of(first));

        assertThat(store.insert(List.of(jobs.repeatable("a", "k")))).containsExactly(new Enqueued.Repeated(first.id()));
        assertThat(store.counts()).containsEntry(JobState.QUEUED, 1L);
    }

    @Test
    void idempotencyKeysOfDifferentGroupsAreDifferent() {
        store.insert(List.of(jobs.repeatable("a", "k")));

        assertThat(store.insert(List.of(jobs.repeatable("b", "k")))).allMatch(Enqueued.Accepted.class::isInstance);
    }

    @Test
    void equalKeysWithinOneInsertCountToo() {
        NewJob first = jobs.repeatable("a", "k");
        NewJob unique = jobs.unique("a", "u", Duration.ofHours(1), START);

        assertThat(store.insert(List.of(first, jobs.repeatable("a", "k"), unique,
                jobs.unique("a", "u", Duration.ofHours(1), START)))).containsExactly(
                        new Enqueued.Accepted(first.id()), new Enqueued.Repeated(first.id()),
                        new Enqueued.Accepted(unique.id()), new Enqueued.Duplicate(unique.id()));
    }

    @Test
    void aDoneJobStillAnswersForItsIdempotencyKeyUntilItIsPruned() {
        NewJob first = jobs.repeatable("a", "k");
        store.insert(List.of(first));
        complete(claim(1).get(0));

        assertThat(store.insert(List.of(jobs.repeatable("a", "k")))).containsExactly(new Enqueued.Repeated(first.id()));

        pruneAll(new Retention(START.plusSeconds(1), START, 10, START, 10));
        assertThat(store.insert(List.of(jobs.repeatable("a", "k")))).allMatch(Enqueued.Accepted.class::isInstance);
    }

    @Test
    void anEqualJobThatIsLiveWithinItsWindowIsADuplicate() {
        NewJob first = jobs.unique("a", "u", Duration.ofMinutes(10), START);
        store.insert(List.of(first));
        Instant justBefore = START.plus(Duration.ofMinutes(10)).minusMillis(1);

        assertThat(store.insert(List.of(jobs.unique("a", "u", Duration.ofMinutes(1), justBefore))))
                .containsExactly(new Enqueued.Duplicate(first.id()));
        claim(1);
        assertThat(store.insert(List.of(jobs.unique("a", "u", Duration.ofMinutes(1), justBefore))))
                .containsExactly(new Enqueued.Duplicate(first.id()));
    }

    @Test
    void uniquenessEndsWithItsWindowThoughTheJobIsStillQueued() {
        store.insert(List.of(jobs.unique("a", "u", Duration.ofMinutes(10), START)));

        assertThat(store.insert(List.of(jobs.unique("a", "u", Duration.ofMinutes(10), START.plus(Duration.ofMinutes(10))))))
                .allMatch(Enqueued.Accepted.class::isInstance);
    }

    @Test
    void uniqueKeysOfDifferentGroupsAreDifferent() {
        store.insert(List.of(jobs.unique("a", "u", Duration.ofHours(1), START)));

        assertThat(store.insert(List.of(jobs.unique("b", "u", Duration.ofHours(1), START))))
                .allMatch(Enqueued.Accepted.class::isInstance);
    }
}
