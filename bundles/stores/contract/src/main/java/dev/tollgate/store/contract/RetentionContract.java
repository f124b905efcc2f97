package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long anything is kept. */
public abstract class RetentionContract extends ScheduleStoreContract {
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

    @Test
    void entriesOfTheRunLogAreKeptForTheirTimeWhateverBecameOfTheirJobs() {
        List<JobId> ran = IntStream.range(0, 4).mapToObj(this::ranAt).toList();

        assertThat(pruneAll(logged(START.plusSeconds(2), 10))).isEqualTo(2);
        assertThat(logged()).containsExactly(ran.get(3), ran.get(2));
        assertThat(pruneAll(new Retention(START.plus(Duration.ofDays(1)), START, 10, START, 10))).as("the jobs").isEqualTo(4);
        assertThat(logged()).hasSize(2);
    }

    @Test
    void theOldestEntriesOfTheRunLogBeyondTheBoundGo() {
        List<JobId> ran = IntStream.range(0, 5).mapToObj(this::ranAt).toList();

        assertThat(pruneAll(logged(START, 2))).isEqualTo(3);
        assertThat(logged()).containsExactly(ran.get(4), ran.get(3));
        assertThat(pruneAll(logged(START, 0))).isEqualTo(2);
    }

    @Test
    void fireTimesAreKeptForTheirTimeAndTheLastOneForEver() {
        declare(declaration("many", "@hourly", "UTC", Scope.LEADER, 64), everywhere());
        fire("many", 1);
        fire("many", 2);
        fire("many", 3);
        schedules.fire(fireOn(NODE, schedule("everywhere"), time(1)));

        assertThat(pruneAll(logged(time(2), 10))).as("what fired before").isEqualTo(1);
        assertThat(fire("many", 2)).isEqualTo(new Fired.Taken());
        assertThat(pruneAll(logged(time(100), 10))).isEqualTo(1);

        assertThat(schedule("many").lastFire()).contains(time(3));
        assertThat(schedule("everywhere").lastFire()).contains(time(1));
        assertThat(fire("many", 3)).isEqualTo(new Fired.Taken());
    }

    /** One that ended so many seconds after the start. */
    private JobId ranAt(int second) {
        NewJob job = jobs.of(TestJobs.request("a").on(Terms.retries(0).from(Origin.enqueued("ada"))));
        store.insert(List.of(job));
        JobExecution execution = claim(1).get(0);
        Instant end = START.plusSeconds(second);
        write(List.of(TestJobs.complete(execution, end)), List.of(TestJobs.run(execution, end, RunResult.SUCCESS)));
        return job.id();
    }

    private List<JobId> logged() {
        return store.runs(RunFilter.any(100)).stream().map(run -> run.job().orElseThrow()).toList();
    }

    private static Retention logged(Instant before, int most) {
        return new Retention(START, START, 10, before, most);
    }

    private static Retention kept(Instant doneBefore, Instant deadBefore, int mostDead) {
        return new Retention(doneBefore, deadBefore, mostDead, START, 10);
    }
}
