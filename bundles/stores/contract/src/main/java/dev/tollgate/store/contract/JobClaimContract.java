package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static dev.tollgate.store.contract.TestJobs.START;
import static dev.tollgate.store.contract.TestJobs.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Handing jobs out: when they are due, oldest first, fairly between groups, within the room of each. */
public abstract class JobClaimContract extends JobStoreContract {
    @Test
    void aClaimCountsAnAttemptAndHandsOverTheJob() {
        NewJob job = jobs.of("a");
        store.insert(List.of(job));

        JobExecution execution = claim(10).get(0);

        assertThat(execution.id()).isEqualTo(job.id());
        assertThat(execution.queue()).isEqualTo(QUEUE);
        assertThat(execution.type()).isEqualTo("resize");
        assertThat(execution.group()).isEqualTo("a");
        assertThat(execution.payload()).isEqualTo(bytes("for a"));
        assertThat(execution.attempt()).isEqualTo(1);
        assertThat(execution.maxRetry()).isEqualTo(5);
        assertThat(execution.enqueuedAt()).isEqualTo(START);
        assertThat(execution.leaseUntil()).isEqualTo(START.plus(LEASE));
        assertThat(view(job.id()).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void theTermsOfAJobComeWithItsExecution() {
        List<Terms> terms = List.of(Terms.retries(0), Terms.retries(5).timeout(Duration.ofMillis(1)).exclusive("k 'é'"),
                Terms.retries(1).from(Origin.enqueued("ada")), Terms.retries(1).from(Origin.fired("a/nightly", START.minusMillis(1))),
                Terms.retries(1).from(Origin.manual("a/nightly", "ada")), Terms.retries(1).from(Origin.lifecycle("ada")));
        store.insert(terms.stream().map(each -> jobs.of(TestJobs.request("a").on(each))).toList());

        assertThat(claim(10)).extracting(JobExecution::terms).containsExactlyElementsOf(terms);
    }

    @Test
    void aJobIsClaimedOnce() {
        store.insert(List.of(jobs.of("a")));

        assertThat(claim(10)).hasSize(1);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void aJobOfAnotherQueueIsNotClaimed() {
        store.insert(List.of(jobs.of("a")));

        assertThat(store.claim(new Claim("lifecycle", WORKER, START, START.plus(LEASE), group -> 2, 10))).isEmpty();
    }

    @Test
    void aDelayedJobIsClaimedWhenItIsDueAndNotBefore() {
        store.insert(List.of(jobs.delayed("a", Duration.ofSeconds(10))));

        assertThat(claimAt(START.plusMillis(9_999), 10)).isEmpty();
        assertThat(claimAt(START.plusSeconds(10), 10)).hasSize(1);
    }

    @Test
    void theOldestOfAGroupComesFirst() {
        NewJob late = jobs.of("a", START.minusSeconds(1));
        NewJob early = jobs.of("a", START.minusSeconds(2));
        NewJob alsoLate = jobs.of("a", START.minusSeconds(1));
        store.insert(List.of(late, early, alsoLate));

        assertThat(claim(10)).extracting(JobExecution::id).containsExactly(early.id(), late.id(), alsoLate.id());
    }

    @Test
    void everyGroupGetsItsFirstBeforeAnyGetsItsSecond() {
        store.insert(Stream.of("a", "a", "a", "b", "b", "c").map(jobs::of).toList());

        assertThat(claim(5)).extracting(JobExecution::group).containsExactly("a", "b", "c", "a", "b");
    }

    @Test
    void aGroupThatIsShortLeavesItsShareToTheOthers() {
        store.insert(Stream.of("a", "b", "b", "b", "b", "b", "c").map(jobs::of).toList());

        assertThat(claim(6)).extracting(JobExecution::group).containsExactly("a", "b", "c", "b", "b", "b");
    }

    @Test
    void claimsOfOneJobEachTakeTurnsToo() {
        store.insert(Stream.of("a", "a", "a", "b", "c", "c").map(jobs::of).toList());

        List<String> served = IntStream.range(0, 6).mapToObj(i -> claim(1).get(0).group()).toList();

        assertThat(served).containsExactly("a", "b", "c", "a", "c", "a");
    }

    @Test
    void twentyThousandJobsOfOneGroupDoNotHoldUpAnother() {
        store.insert(IntStream.range(0, 20_000).mapToObj(i -> jobs.of("greedy", START.minusSeconds(60))).toList());
        store.insert(List.of(jobs.of("modest")));

        assertThat(claim(2)).extracting(JobExecution::group).containsExactlyInAnyOrder("greedy", "modest");
    }

    @Test
    void aGroupGetsNoMoreThanItHasRoomFor() {
        store.insert(Stream.of("a", "a", "a", "b", "b", "b").map(jobs::of).toList());

        List<JobExecution> claimed = store.claim(new Claim(QUEUE, WORKER, START, START.plus(LEASE), group -> group.equals("a") ? 1 : 2,
                10));

        assertThat(claimed).extracting(JobExecution::group).containsExactly("a", "b", "b");
    }

    @Test
    void aFullGroupGetsNothing() {
        store.insert(Stream.of("a", "b").map(jobs::of).toList());

        List<JobExecution> claimed = store.claim(new Claim(QUEUE, WORKER, START, START.plus(LEASE), group -> group.equals("a") ? 0 : 2,
                10));

        assertThat(claimed).extracting(JobExecution::group).containsExactly("b");
    }

    @Test
    void groupsMayHaveAnyName() {
        List<String> names = List.of("", " ", "a'b", "é", "\uD83D\uDE00", "\uFFFD", "z");
        store.insert(names.stream().map(jobs::of).toList());

        List<String> served = new ArrayList<>();
        names.forEach(name -> served.add(claim(1).get(0).group()));

        assertThat(served).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void eachExecutionHasALargerTokenThanTheOneBefore() {
        store.insert(List.of(jobs.of("a")));
        JobExecution first = claim(1).get(0);
        write(TestJobs.release(first, START));
        JobExecution second = claim(1).get(0);
        write(TestJobs.retry(second, START));
        JobExecution third = claim(1).get(0);
        write(TestJobs.bury(third, START));
        replay(third.id());
        JobExecution fourth = claim(1).get(0);

        assertThat(List.of(first.token(), second.token(), third.token(), fourth.token())).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theNextDueJobIsTheEarliestOfAllGroupsOfItsQueue() {
        assertThat(store.nextDue(QUEUE)).isEmpty();
        store.insert(List.of(jobs.delayed("a", Duration.ofHours(2)), jobs.delayed("b", Duration.ofHours(1)),
                jobs.delayed("c", Duration.ofHours(3))));

        assertThat(store.nextDue(QUEUE)).contains(START.plus(Duration.ofHours(1)));
        assertThat(store.nextDue("lifecycle")).isEmpty();
    }
}
