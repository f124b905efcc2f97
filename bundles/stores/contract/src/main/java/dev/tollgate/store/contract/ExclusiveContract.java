package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs of which no two may run beside each other. */
public abstract class ExclusiveContract extends JobStoreContract {
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    @Test
    void ofTheJobsWithOneKeyOneRuns() {
        List<NewJob> both = List.of(jobs.exclusive("a", "k"), jobs.exclusive("a", "k"));
        store.insert(both);

        assertThat(claim(10)).extracting(JobExecution::id).containsExactly(both.get(0).id());
        assertThat(claim(10)).isEmpty();
        assertThat(view(both.get(1).id()).attempts()).as("to wait is no attempt").isZero();
    }

    @Test
    void oneThatWaitsHoldsUpNoneBehindIt() {
        store.insert(IntStream.range(0, 20).mapToObj(i -> jobs.exclusive("a", "k")).toList());
        NewJob behind = jobs.of("a");
        store.insert(List.of(behind));

        assertThat(claim(1)).extracting(JobExecution::id).doesNotContain(behind.id());
        assertThat(claim(1)).extracting(JobExecution::id).containsExactly(behind.id());
    }

    @Test
    void aClaimIsFilledFromBehindThoseThatWait() {
        store.insert(List.of(jobs.exclusive("a", "k"), jobs.exclusive("a", "k"), jobs.exclusive("a", "other"), jobs.of("a"), jobs.of("a")));

        List<JobExecution> claimed = store.claim(new Claim(QUEUE, WORKER, START, START.plus(LEASE), group -> 3, 10));

        assertThat(claimed).extracting(execution -> execution.terms().exclusive().orElse("none"))
                .containsExactly("k", "other", "none");
    }

    @Test
    void aKeyIsOneInAllGroups() {
        store.insert(List.of(jobs.exclusive("a", "k"), jobs.exclusive("b", "k"), jobs.of("c")));

        assertThat(claim(10)).extracting(JobExecution::group).containsExactly("a", "c");
    }

    @Test
    void differentKeysRunBesideEachOther() {
        store.insert(List.of(jobs.exclusive("a", "k"), jobs.exclusive("a", "l"), jobs.exclusive("a", "K")));

        assertThat(claim(10)).hasSize(3);
    }

    @Test
    void theNextOneRunsWhenTheOneBeforeHasEndedHoweverItEnded() {
        store.insert(IntStream.range(0, 5).mapToObj(i -> jobs.exclusive("a", "k")).toList());

        complete(claim(10).get(0));
        write(TestJobs.bury(only(claim(10)), START));
        JobExecution retried = only(claim(10));
        write(TestJobs.retry(retried, START.plusSeconds(9)));
        JobExecution released = only(claim(10));
        assertThat(released.id()).isNotEqualTo(retried.id());
        write(TestJobs.release(released, START));
        assertThat(only(claim(10)).id()).isEqualTo(released.id());
    }

    @Test
    void aWaitingOneIsClaimedAtOnceWhenItMayBe() {
        store.insert(List.of(jobs.exclusive("a", "k"), jobs.exclusive("a", "k")));
        JobExecution first = only(claim(10));
        assertThat(claim(10)).isEmpty();

        complete(first);

        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void oneWhoseLeaseEndedMayStillGoOnAndKeepsTheKeyUntilItSaysThatItEnded() {
        store.insert(List.of(jobs.exclusive("a", "k"), jobs.exclusive("a", "k"), jobs.of("a")));
        JobExecution stalled = claim(1).get(0);
        clock.turn(LEASE.plusMillis(1));
        assertThat(store.reclaim(clock.instant())).isEqualTo(1);

        assertThat(claim(10)).extracting(execution -> execution.terms().exclusive().isPresent()).containsExactly(false);
        assertThat(view(stalled.id()).state()).isEqualTo(JobState.QUEUED);

        assertThat(write(TestJobs.complete(stalled, clock.instant()))).as("it is fenced off").isEmpty();
        assertThat(only(claim(10)).id()).isEqualTo(stalled.id());
    }

    @Test
    void theEndOfAnEarlierExecutionDoesNotLetGoOfALaterOne() {
        store.insert(List.of(jobs.exclusive("a", "k"), jobs.exclusive("a", "k")));
        JobExecution first = only(claim(10));
        write(TestJobs.release(first, START));
        JobExecution second = only(claim(10));
        clock.turn(LEASE.plusMillis(1));
        store.reclaim(clock.instant());

        write(TestJobs.complete(first, clock.instant()));
        assertThat(claim(10)).isEmpty();

        write(TestJobs.complete(second, clock.instant()));
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void neverTwoAtOnceWhenManyClaim() {
        store.insert(IntStream.range(0, 60).mapToObj(i -> jobs.exclusive("g" + i % 3, "k" + i % 2)).toList());
        Race race = new Race();

        List<Integer> overlaps = race.run(4, runner -> overlapsOf("worker-" + runner));

        assertThat(overlaps).as(race.named()).containsOnly(0);
        assertThat(store.counts()).as(race.named()).containsEntry(JobState.DONE, 60L);
    }


    /** Runs jobs until none is left; how many of them ran beside another one of their key. */
    private int overlapsOf(String worker) {
        int overlaps = 0;
        while (store.counts().get(JobState.DONE) < 60) {
            for (JobExecution execution : store.claim(new Claim(QUEUE, worker, START, START.plus(Duration.ofDays(1)), group -> 9, 3))) {
                String key = execution.terms().exclusive().orElseThrow();
                overlaps += running.add(key) ? 0 : 1;
                running.remove(key);
                Transition end = TestJobs.complete(execution, START);
                assertThat(store.write(worker, List.of(end), List.of())).containsExactly(execution.id());
            }
        }
        return overlaps;
    }

    private static JobExecution only(List<JobExecution> claimed) {
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }
}
