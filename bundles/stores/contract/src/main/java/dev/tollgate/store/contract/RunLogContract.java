package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Origin.Trigger;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What executions did, written with what it did to their jobs. */
public abstract class RunLogContract extends JobStoreContract {
    private static final Origin FIRED = Origin.fired("a/nightly", START.minusSeconds(60));

    @Test
    void nothingRanAtFirst() {
        assertThat(runs(RunFilter.any(10))).isEmpty();
    }

    @Test
    void anEntryIsThereAsItWasWritten() {
        JobExecution execution = claimed("a", FIRED);
        RunView run = new RunView(Optional.of(execution.id()), Optional.of("a/nightly"), "nightly", "a", Trigger.SCHEDULE,
                FIRED.fireAt(), "node 'é'", 3, START.plusMillis(1), START.plusMillis(2), RunResult.SUCCESS, "", "{\"fuel\":7}");

        write(List.of(TestJobs.complete(execution, START)), List.of(run));

        assertThat(runs(RunFilter.any(10))).containsExactly(run);
    }

    @Test
    void everyTransitionCanHaveAnEntryAndEachExecutionHasItsOwn() {
        NewJob job = from("a", Origin.enqueued("ada"));
        store.insert(List.of(job));
        JobExecution first = claim(1).get(0);
        write(List.of(TestJobs.retry(first, START)), List.of(run(first, RunResult.TIMEOUT)));
        JobExecution second = claim(1).get(0);
        write(List.of(TestJobs.release(second, START)), List.of(run(second, RunResult.CANCELLED)));
        JobExecution third = claim(1).get(0);
        write(List.of(TestJobs.bury(third, START)), List.of(run(third, RunResult.FAILED)));

        assertThat(runs(RunFilter.any(10).ofJob(job.id()))).extracting(RunView::result)
                .containsExactly(RunResult.FAILED, RunResult.CANCELLED, RunResult.TIMEOUT);
        assertThat(runs(RunFilter.any(10))).extracting(RunView::attempt).containsExactly(2, 2, 1);
    }

    @Test
    void whatWasFencedOffIsNotLogged() {
        store.insert(List.of(from("a", FIRED), from("b", FIRED)));
        List<JobExecution> held = claim(2);
        write(TestJobs.release(held.get(0), START));

        write(held.stream().map(complete()).toList(), held.stream().map(one -> run(one, RunResult.SUCCESS)).toList());

        assertThat(runs(RunFilter.any(10))).extracting(RunView::group).containsExactly(held.get(1).group());
    }

    @Test
    void anEntryWithoutATransitionIsNotWritten() {
        JobExecution execution = claimed("a", FIRED);

        write(List.of(), List.of(run(execution, RunResult.SUCCESS)));

        assertThat(runs(RunFilter.any(10))).isEmpty();
    }

    @Test
    void aDiscardedRetryIsLoggedToo() {
        JobExecution execution = claimed("a", FIRED);
        store.set(execution.queue(), "a", GroupState.CLOSED, "ada", START);

        write(List.of(TestJobs.retry(execution, START)), List.of(run(execution, RunResult.FAILED)));

        assertThat(runs(RunFilter.any(10))).hasSize(1);
    }

    @Test
    void entriesAreListedNewestFirstAndBounded() {
        List<JobId> ran = IntStream.range(0, 5).mapToObj(i -> ranAt(i, "a", FIRED, RunResult.SUCCESS)).toList();

        assertThat(runs(RunFilter.any(3))).extracting(run -> run.job().orElseThrow())
                .containsExactly(ran.get(4), ran.get(3), ran.get(2));
    }

    @Test
    void entriesAreListedByScheduleGroupJobAndResult() {
        JobId nightly = ranAt(1, "a", FIRED, RunResult.SUCCESS);
        JobId hourly = ranAt(2, "a", Origin.fired("a/hourly", START), RunResult.FAILED);
        JobId enqueued = ranAt(3, "b", Origin.enqueued("ada"), RunResult.SUCCESS);

        assertThat(jobsOf(RunFilter.any(10).ofSchedule("a/nightly"))).containsExactly(nightly);
        assertThat(jobsOf(RunFilter.any(10).of("a"))).containsExactly(hourly, nightly);
        assertThat(jobsOf(RunFilter.any(10).ofJob(enqueued))).containsExactly(enqueued);
        assertThat(jobsOf(RunFilter.any(10).ended(RunResult.SUCCESS))).containsExactly(enqueued, nightly);
        assertThat(jobsOf(RunFilter.any(10).of("a").ended(RunResult.SUCCESS))).containsExactly(nightly);
        assertThat(jobsOf(RunFilter.any(10).of("a").ofJob(enqueued))).isEmpty();
        assertThat(runs(RunFilter.any(10).of("b"))).extracting(RunView::schedule).containsExactly(Optional.empty());
    }

    @Test
    void anExecutionThatWasLostWithItsLeaseIsLoggedAsFailed() {
        JobExecution lost = claimed("a", FIRED);
        clock.turn(LEASE.plusMillis(1));

        store.reclaim(clock.instant());

        RunView run = runs(RunFilter.any(10)).get(0);
        assertThat(run.job()).contains(lost.id());
        assertThat(run.schedule()).contains("a/nightly");
        assertThat(run.name()).isEqualTo("nightly");
        assertThat(run.group()).isEqualTo("a");
        assertThat(run.trigger()).isEqualTo(Trigger.SCHEDULE);
        assertThat(run.fireAt()).isEqualTo(FIRED.fireAt());
        assertThat(run.node()).isEqualTo(WORKER);
        assertThat(run.attempt()).isEqualTo(1);
        assertThat(run.startedAt()).isEqualTo(START);
        assertThat(run.endedAt()).isEqualTo(clock.instant());
        assertThat(run.result()).isEqualTo(RunResult.FAILED);
        assertThat(run.error()).isNotEmpty();
    }

    @Test
    void aLostJobOfNoScheduleIsLoggedByItsType() {
        JobExecution lost = claimed("a", Origin.lifecycle("ada"));
        clock.turn(LEASE.plusMillis(1));
        store.reclaim(clock.instant());

        assertThat(runs(RunFilter.any(10))).singleElement().satisfies(run -> {
            assertThat(run.name()).isEqualTo(lost.type());
            assertThat(run.trigger()).isEqualTo(Trigger.LIFECYCLE);
            assertThat(run.schedule()).isEmpty();
            assertThat(run.fireAt()).isEmpty();
        });
    }

    @Test
    void aLostJobWithoutAnOriginIsNotLogged() {
        store.insert(List.of(jobs.of("a")));
        claim(1);
        clock.turn(LEASE.plusMillis(1));

        assertThat(store.reclaim(clock.instant())).isEqualTo(1);
        assertThat(runs(RunFilter.any(10))).isEmpty();
    }

    private List<RunView> runs(RunFilter filter) {
        return store.runs(filter);
    }

    private List<JobId> jobsOf(RunFilter filter) {
        return runs(filter).stream().map(run -> run.job().orElseThrow()).toList();
    }

    private NewJob from(String group, Origin origin) {
        return jobs.of(TestJobs.request(group).on(Terms.retries(5).from(origin)));
    }

    private JobExecution claimed(String group, Origin origin) {
        store.insert(List.of(from(group, origin)));
        return claim(1).get(0);
    }

    /** One that ended so many seconds after the start. */
    private JobId ranAt(int second, String group, Origin origin, RunResult result) {
        JobExecution execution = claimed(group, origin);
        write(List.of(TestJobs.complete(execution, START.plusSeconds(second))),
                List.of(TestJobs.run(execution, START.plusSeconds(second), result)));
        return execution.id();
    }

    private static RunView run(JobExecution execution, RunResult result) {
        return TestJobs.run(execution, START, result);
    }
}
