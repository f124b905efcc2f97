package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.Retention;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long anything is kept. */
public abstract class RetentionContract extends JobStoreContract {
    @Test
    void onlyTerminalJobsThatEndedBeforeAreRemoved() {
        store.insert(List.of(jobs.of("a"), jobs.of("b"), jobs.of("c"), jobs.of("d")));
        List<JobExecution> held = claim(3);
        write(TestJobs.complete(held.get(0), START), TestJobs.complete(held.get(1), START.plusSeconds(1)));

        assertThat(pruneAll(kept(START.plusSeconds(1), START.plusSeconds(1), 10))).isEqualTo(1);

        assertThat(store.get(List.of(held.get(0).id()))).isEmpty();
        assertThat(store.counts()).containsEntry(JobState.DONE, 1L).containsEntry(JobState.RUNNING, 1L)
                .containsEntry(JobState.QUEUED, 1L);
    }

    @Test
    void deadLettersHaveARetentionOfTheirOwn() {
        JobExecution dead = dead("a", START);

        assertThat(pruneAll(kept(START.plusSeconds(100), START, 10))).isZero();
        assertThat(pruneAll(kept(START, START.plusSeconds(1), 10))).isEqualTo(1);
        assertThat(store.get(List.of(dead.id()))).isEmpty();
    }

    @Test
    void discardedJobsAreKeptAsLongAsDoneOnes() {
        JobExecution dead = dead("a", START);
        store.discard(List.of(dead.id()), START.plusSeconds(5));

        assertThat(pruneAll(kept(START.plusSeconds(5), START.plusSeconds(5), 0))).isZero();
        assertThat(pruneAll(kept(START.plusSeconds(6), START, 0))).isEqualTo(1);
    }

    @Test
    void theOldestDeadLettersBeyondTheBoundGo() {
        List<JobExecution> dead = IntStream.range(0, 5).mapToObj(i -> dead("a", START.plusSeconds(i))).toList();

        assertThat(pruneAll(kept(START, START, 2))).isEqualTo(3);

        assertThat(store.list(JobFilter.any(10).in(JobState.DEAD))).extracting(JobView::id)
                .containsExactly(dead.get(4).id(), dead.get(3).id());
    }

    @Test
    void aLargeBacklogIsRemovedWhenAskedUntilNothingIsLeft() {
        store.insert(IntStream.range(0, 3_000).mapToObj(i -> jobs.of("a")).toList());
        write(claim(3_000).stream().map(complete()).toList());

        assertThat(pruneAll(kept(START.plusSeconds(1), START, 10))).isEqualTo(3_000);
        assertThat(store.counts()).containsEntry(JobState.DONE, 0L);
    }

    private static Retention kept(Instant doneBefore, Instant deadBefore, int mostDead) {
        return new Retention(doneBefore, deadBefore, mostDead, START, 10);
    }
}
