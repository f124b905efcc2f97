package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Groups that are paused or closed. */
public abstract class GroupStateContract extends JobStoreContract {
    @Test
    void jobsOfAPausedGroupAreTakenInAndWait() {
        assertThat(set("a", GroupState.PAUSED)).isZero();
        store.insert(Stream.of("a", "b").map(jobs::of).toList());

        assertThat(claim(10)).extracting(JobExecution::group).containsExactly("b");
        set("a", GroupState.OPEN);
        assertThat(claim(10)).extracting(JobExecution::group).containsExactly("a");
    }

    @Test
    void whatRunsInAPausedGroupGoesOnAndItsRetryWaits() {
        store.insert(List.of(jobs.of("a"), jobs.of("a")));
        List<JobExecution> held = claim(2);
        set("a", GroupState.PAUSED);

        complete(held.get(0));
        assertThat(write(TestJobs.retry(held.get(1), START))).containsExactly(held.get(1).id());

        assertThat(view(held.get(1).id()).state()).isEqualTo(JobState.QUEUED);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void aGroupIsPausedInOneQueueOnly() {
        store.set("another queue", "a", GroupState.PAUSED, "ada", START);
        store.insert(List.of(jobs.of("a")));

        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void groupsThatAreNotOpenDoNotCountForWhatIsDueNext() {
        store.insert(List.of(jobs.of("a"), jobs.delayed("b", Duration.ofHours(1))));

        set("a", GroupState.PAUSED);
        assertThat(store.nextDue(QUEUE)).contains(START.plus(Duration.ofHours(1)));
        set("b", GroupState.PAUSED);
        assertThat(store.nextDue(QUEUE)).isEmpty();
        set("a", GroupState.OPEN);
        assertThat(store.nextDue(QUEUE)).contains(START);
    }

    @Test
    void aBacklogIsWhatIsDueAndNotClaimedOfGroupsThatAreOpen() {
        NewJob late = jobs.of(TestJobs.request("a"), START.minusSeconds(90));
        store.insert(List.of(late, jobs.of("a"), jobs.of("b"), jobs.delayed("c", Duration.ofHours(1)),
                jobs.of(JobRequest.of("another", "shrink", "a", new byte[0], 5))));

        assertThat(store.backlog(START)).containsExactlyInAnyOrder(new Backlog(QUEUE, 3, START.minusSeconds(90)), new Backlog("another", 1, START));
        set("a", GroupState.PAUSED);
        assertThat(store.backlog(START)).containsExactlyInAnyOrder(new Backlog(QUEUE, 1, START), new Backlog("another", 1, START));
        claim(10);
        assertThat(store.backlog(START)).containsExactly(new Backlog("another", 1, START));
        assertThat(store.backlog(START.plus(Duration.ofHours(1)))).hasSize(2);
    }

    @Test
    void theTurnsOfOtherGroupsGoOnOverAPausedOne() {
        store.insert(Stream.of("a", "b", "c", "a", "b", "c").map(jobs::of).toList());
        set("b", GroupState.PAUSED);

        List<String> served = IntStream.range(0, 4).mapToObj(i -> claim(1).get(0).group()).toList();

        assertThat(served).containsExactly("a", "c", "a", "c");
    }

    @Test
    void closingRemovesWhatWaitsAndTellsHowMuch() {
        NewJob waiting = jobs.of("a");
        store.insert(List.of(waiting, jobs.delayed("a", Duration.ofDays(1)), jobs.of("b")));

        assertThat(set("a", GroupState.CLOSED)).isEqualTo(2);

        assertThat(store.get(List.of(waiting.id()))).isEmpty();
        assertThat(store.queued(QUEUE, "a", 10)).isZero();
        assertThat(store.queued(QUEUE, "b", 10)).isEqualTo(1);
        assertThat(set("a", GroupState.CLOSED)).as("closed again").isZero();
    }

    @Test
    void closingALongQueueRemovesAllOfIt() {
        store.insert(IntStream.range(0, 3_000).mapToObj(i -> jobs.of("a")).toList());

        assertThat(set("a", GroupState.CLOSED)).isEqualTo(3_000);
        assertThat(store.counts()).containsEntry(JobState.QUEUED, 0L);
    }

    @Test
    void aClosedGroupTakesNothingInUntilItIsOpenedAgain() {
        set("a", GroupState.CLOSED);

        assertThat(store.insert(List.of(jobs.of("a"), jobs.of("b")))).extracting(answer -> answer.getClass().getSimpleName())
                .containsExactly("Refused", "Accepted");
        assertThat(store.insert(List.of(jobs.of("a")))).containsExactly(new Enqueued.Refused(Enqueued.Refusal.CLOSED));

        set("a", GroupState.OPEN);
        assertThat(store.insert(List.of(jobs.of("a")))).allMatch(Enqueued.Accepted.class::isInstance);
        assertThat(claim(10)).extracting(JobExecution::group).containsOnly("a", "b");
    }

    @Test
    void keysOfWhatAClosingRemovedAreFree() {
        store.insert(List.of(jobs.repeatable("a", "k"), jobs.unique("a", "u", Duration.ofDays(1), START)));
        set("a", GroupState.CLOSED);
        set("a", GroupState.OPEN);

        assertThat(store.insert(List.of(jobs.repeatable("a", "k"), jobs.unique("a", "u", Duration.ofDays(1), START))))
                .allMatch(Enqueued.Accepted.class::isInstance);
    }

    @Test
    void whatRunsInAClosedGroupEndsAndNothingOfItIsQueuedAgain() {
        store.insert(IntStream.range(0, 5).mapToObj(i -> jobs.of("a")).toList());
        List<JobExecution> held = claim(5);
        assertThat(set("a", GroupState.CLOSED)).as("none waits").isZero();

        complete(held.get(0));
        write(TestJobs.bury(held.get(1), START), TestJobs.retry(held.get(2), START.plusSeconds(60)),
                TestJobs.release(held.get(3), START.plusSeconds(60)));
        clock.turn(LEASE.plusMillis(1));
        store.reclaim(clock.instant());

        assertThat(store.counts()).containsEntry(JobState.DONE, 1L).containsEntry(JobState.DEAD, 1L)
                .containsEntry(JobState.DISCARDED, 3L).containsEntry(JobState.QUEUED, 0L);
        JobView discarded = view(held.get(2).id());
        assertThat(discarded.reason()).contains("no luck");
        assertThat(discarded.finishedAt()).isPresent();
        set("a", GroupState.OPEN);
        assertThat(claimAt(START.plus(Duration.ofDays(1)), 10)).isEmpty();
    }

    @Test
    void aTransitionThatDiscardsIsFencedLikeAnyOther() {
        store.insert(List.of(jobs.of("a")));
        JobExecution lost = claim(1).get(0);
        write(TestJobs.release(lost, START));
        JobExecution successor = claim(1).get(0);
        set("a", GroupState.CLOSED);

        assertThat(write(TestJobs.retry(lost, START))).isEmpty();
        assertThat(view(lost.id()).state()).isEqualTo(JobState.RUNNING);
        complete(successor);
    }

    @Test
    void deadLettersOfAClosedGroupStayUntilItIsOpenedAgain() {
        JobExecution dead = dead("a", START);
        set("a", GroupState.CLOSED);

        assertThat(replay(dead.id())).isEmpty();
        assertThat(view(dead.id()).state()).isEqualTo(JobState.DEAD);

        set("a", GroupState.OPEN);
        assertThat(replay(dead.id())).containsExactly(dead.id());
    }

    @Test
    void noInsertThatBeganBeforeAddsToAGroupAfterItIsClosed() {
        Race race = new Race();
        race.run(6, runner -> {
            if (runner == 0) {
                return set("a", GroupState.CLOSED);
            }
            return IntStream.range(0, 30).mapToObj(i -> store.insert(List.of(jobs.of("a"), jobs.of("a")))).toList().size();
        });

        assertThat(store.queued(QUEUE, "a", 1_000)).as(race.named()).isZero();
    }

    private int set(String group, GroupState state) {
        return store.set(QUEUE, group, state, "ada", clock.instant());
    }
}
