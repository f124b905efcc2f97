package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Admission.Quota;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Enqueued.Refusal;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Quotas, and the order of all that can be said against a job. */
public abstract class AdmissionContract extends JobStoreContract {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int PLENTY = 1_000;

    @Test
    void aGroupEnqueuesAsOftenInAMinuteAsItMay() {
        assertThat(enqueue(4, quota(3, PLENTY))).containsExactly("Accepted", "Accepted", "Accepted", "RATE");
        assertThat(store.counts()).containsEntry(JobState.QUEUED, 3L);
    }

    @Test
    void theRateHoldsInAnyMinuteToTheSecond() {
        enqueue(1, quota(3, PLENTY));
        clock.turn(Duration.ofSeconds(20));
        enqueue(2, quota(3, PLENTY));

        clock.turn(Duration.ofMillis(39_999));
        assertThat(enqueue(1, quota(3, PLENTY))).as("a moment before the first one is a minute old").containsExactly("RATE");
        clock.turn(Duration.ofMillis(1));
        assertThat(enqueue(2, quota(3, PLENTY))).containsExactly("Accepted", "RATE");
        clock.turn(Duration.ofSeconds(19));
        assertThat(enqueue(1, quota(3, PLENTY))).containsExactly("RATE");
        clock.turn(Duration.ofSeconds(1));
        assertThat(enqueue(3, quota(3, PLENTY))).containsExactly("Accepted", "Accepted", "RATE");
    }

    @Test
    void aGroupThatWasSilentForLongHasNoMoreThanOneMinutesWorth() {
        clock.turn(Duration.ofDays(3));

        assertThat(enqueue(4, quota(3, PLENTY))).containsExactly("Accepted", "Accepted", "Accepted", "RATE");
    }

    @Test
    void whatIsRefusedForItsRateCountsAgainstNothing() {
        enqueue(20, quota(2, PLENTY));
        clock.turn(Duration.ofMinutes(1));

        assertThat(enqueue(3, quota(2, PLENTY))).containsExactly("Accepted", "Accepted", "RATE");
    }

    @Test
    void whatIsRefusedForItsDepthCountsNotAgainstTheRate() {
        enqueue(1, quota(3, 1));
        enqueue(10, quota(3, 1));

        assertThat(enqueue(3, quota(3, PLENTY))).containsExactly("Accepted", "Accepted", "RATE");
    }

    @Test
    void whatIsRefusedBecauseTheGroupIsClosedCountsNotAgainstTheRate() {
        set(GroupState.CLOSED);
        enqueue(10, quota(2, PLENTY));
        set(GroupState.OPEN);

        assertThat(enqueue(3, quota(2, PLENTY))).containsExactly("Accepted", "Accepted", "RATE");
    }

    @Test
    void whatIsRolledBackCountsNotAgainstTheRate() {
        NewJob there = jobs.of("b");
        store.insert(List.of(there));
        List<NewJob> failing = new ArrayList<>(IntStream.range(0, 2).mapToObj(i -> jobs.admitted("a", quota(2, PLENTY))).toList());
        failing.add(there);

        assertThatThrownBy(() -> store.insert(failing)).isInstanceOf(JobStoreException.class);

        assertThat(enqueue(3, quota(2, PLENTY))).containsExactly("Accepted", "Accepted", "RATE");
    }

    @Test
    void repetitionsCountAgainstTheRateAsWell() {
        enqueue(1, quota(3, PLENTY).once("k"));

        assertThat(enqueue(1, quota(3, PLENTY).once("k"))).containsExactly("Repeated");
        enqueue(1, quota(3, PLENTY).unique("u", WINDOW));

        assertThat(enqueue(1, quota(3, PLENTY))).containsExactly("RATE");
    }

    @Test
    void jobsWithoutAQuotaCountAgainstNothing() {
        enqueue(10, Admission.FREE);

        assertThat(enqueue(2, quota(1, PLENTY))).containsExactly("Accepted", "RATE");
        assertThat(enqueue(1, Admission.FREE)).containsExactly("Accepted");
    }

    @Test
    void ratesOfDifferentGroupsAreDifferent() {
        enqueue(1, quota(1, PLENTY));

        assertThat(store.insert(List.of(jobs.admitted("b", quota(1, PLENTY))))).allMatch(Enqueued.Accepted.class::isInstance);
    }

    @Test
    void aRateThatIsChangedHoldsForWhatWasEnqueuedBefore() {
        enqueue(5, quota(5, PLENTY));

        assertThat(enqueue(1, quota(5, PLENTY))).containsExactly("RATE");
        assertThat(enqueue(2, quota(6, PLENTY))).containsExactly("Accepted", "RATE");
        assertThat(enqueue(1, quota(2, PLENTY))).containsExactly("RATE");
    }

    @Test
    void noMoreJobsOfAGroupWaitThanMayAndDelayedOnesWaitToo() {
        store.insert(List.of(jobs.of(TestJobs.request("a").admitted(quota(PLENTY, 3)).after(WINDOW))));

        assertThat(enqueue(3, quota(PLENTY, 3))).containsExactly("Accepted", "Accepted", "DEPTH");
        claim(1);
        assertThat(enqueue(2, quota(PLENTY, 3))).as("one of them runs").containsExactly("Accepted", "DEPTH");
    }

    @Test
    void theChecksStandInTheirOrder() {
        Admission conditions = quota(2, 1).once("k").unique("u", WINDOW);
        NewJob first = jobs.admitted("a", conditions);
        store.insert(List.of(first));

        assertThat(insert(conditions)).as("idempotency before uniqueness and depth").isEqualTo(new Enqueued.Repeated(first.id()));
        assertThat(insert(conditions)).as("the rate before idempotency").isEqualTo(new Enqueued.Refused(Refusal.RATE));
        clock.turn(Duration.ofMinutes(1));
        assertThat(insert(quota(2, 1).once("another").unique("u", WINDOW))).as("uniqueness before depth")
                .isEqualTo(new Enqueued.Duplicate(first.id()));
        assertThat(insert(quota(2, 1).once("another").unique("another", WINDOW))).as("depth at last")
                .isEqualTo(new Enqueued.Refused(Refusal.DEPTH));
        enqueue(1, quota(2, PLENTY));
        set(GroupState.CLOSED);
        assertThat(insert(conditions)).as("a closed group before everything").isEqualTo(new Enqueued.Refused(Refusal.CLOSED));
    }

    @Test
    void eachItemOfABatchHasAnAnswerOfItsOwn() {
        NewJob first = jobs.admitted("a", quota(3, 2).once("k"));
        NewJob second = jobs.of("b");
        NewJob third = jobs.admitted("a", quota(3, 2));

        assertThat(store.insert(List.of(first, jobs.admitted("a", quota(3, 2).once("k")), second, third,
                jobs.admitted("a", quota(4, 2)), jobs.admitted("a", quota(3, 2))))).containsExactly(
                        new Enqueued.Accepted(first.id()), new Enqueued.Repeated(first.id()), new Enqueued.Accepted(second.id()),
                        new Enqueued.Accepted(third.id()), new Enqueued.Refused(Refusal.DEPTH), new Enqueued.Refused(Refusal.RATE));
    }

    @Test
    void theRateIsExactWhenManyEnqueueAtOnce() {
        Race race = new Race();
        List<List<String>> answers = race.run(8, runner -> IntStream.range(0, 20)
                .mapToObj(i -> enqueue(1, quota(60, PLENTY)).get(0)).toList());

        assertThat(answers.stream().flatMap(List::stream).filter("Accepted"::equals)).as(race.named()).hasSize(60);
        assertThat(store.queued(QUEUE, "a", PLENTY)).isEqualTo(60);
    }

    @Test
    void theDepthIsExactWhenManyEnqueueAtOnce() {
        Race race = new Race();
        race.run(8, runner -> IntStream.range(0, 10).mapToObj(i -> enqueue(1, quota(PLENTY, 25))).toList());

        assertThat(store.queued(QUEUE, "a", PLENTY)).as(race.named()).isEqualTo(25);
    }

    @Test
    void ofManyEqualEnqueuesAtOnceOneIsTakenIn() {
        Race race = new Race();
        List<Enqueued> answers = race.run(8, runner -> runner % 2 == 0 ? insert(Admission.FREE.once("k"))
                : insert(Admission.FREE.unique("u", WINDOW)));

        assertThat(answers.stream().filter(Enqueued.Accepted.class::isInstance)).as(race.named()).hasSize(2);
        assertThat(answers.stream().map(answer -> ((Enqueued.Present) answer).id()).distinct()).as(race.named()).hasSize(2);
    }

    private static Admission quota(int perMinute, int mostQueued) {
        return Admission.FREE.within(new Quota(perMinute, mostQueued));
    }

    private Enqueued insert(Admission conditions) {
        return store.insert(List.of(jobs.admitted("a", conditions))).get(0);
    }

    private void set(GroupState state) {
        store.set(QUEUE, "a", state, "ada", START);
    }

    /** In one insert, for the group {@code a}; what was answered, in a word each. */
    private List<String> enqueue(int count, Admission conditions) {
        return store.insert(IntStream.range(0, count).mapToObj(i -> jobs.admitted("a", conditions)).toList()).stream()
                .map(answer -> answer instanceof Enqueued.Refused refused ? refused.reason().name()
                        : answer.getClass().getSimpleName())
                .toList();
    }
}
