package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Origin.Trigger;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deciding fire times. */
public abstract class FireContract extends ScheduleStoreContract {
    @Test
    void aFireTimeBecomesItsJob() {
        declare(nightly());
        Fire fire = fire(schedule("nightly"), time(1));

        assertThat(schedules.fire(fire)).isEqualTo(new Fired.Enqueued(fire.job().id()));

        assertThat(schedule("nightly").lastFire()).contains(time(1));
        JobExecution execution = claim(1).get(0);
        assertThat(execution.id()).isEqualTo(fire.job().id());
        assertThat(execution.terms()).isEqualTo(fire.job().request().terms());
        assertThat(execution.payload()).isEqualTo(nightly().payload());
        assertThat(store.runs(RunFilter.any(10))).as("it has not ended yet").isEmpty();
    }

    @Test
    void aFireTimeIsDecidedOnce() {
        declare(hourly());

        assertThat(fire("hourly", 1)).isInstanceOf(Fired.Enqueued.class);
        assertThat(fire("hourly", 1)).isEqualTo(new Fired.Taken());
        assertThat(fire("hourly", 2)).isInstanceOf(Fired.Enqueued.class);

        assertThat(store.queued(QUEUE, "a", 10)).isEqualTo(2);
    }

    @Test
    void aFireTimeThatWasDecidedStaysSoAfterItsJobIsDone() {
        declare(nightly());
        fire("nightly", 1);
        complete(claim(1).get(0));

        assertThat(fire("nightly", 1)).isEqualTo(new Fired.Taken());
    }

    @Test
    void fireTimesOfDifferentSchedulesAreDifferent() {
        declare(nightly(), hourly());

        assertThat(fire("nightly", 1)).isInstanceOf(Fired.Enqueued.class);
        assertThat(fire("hourly", 1)).isInstanceOf(Fired.Enqueued.class);
    }

    @Test
    void whatDoesNotFireAnyMoreIsStaleAndNothingIsChanged() {
        declare(nightly(), hourly());
        StoredSchedule nightly = schedule("nightly");
        StoredSchedule hourly = schedule("hourly");

        schedules.enable("a/nightly", false, "ada", clock.instant());
        assertThat(schedules.fire(fire(schedule("nightly"), time(1)))).as("switched off").isEqualTo(new Fired.Stale());
        assertThat(schedules.fire(manual(schedule("nightly")))).as("switched off").isEqualTo(new Fired.Stale());
        schedules.enable("a/nightly", true, "ada", clock.instant());
        assertThat(schedules.fire(fire(nightly, time(1)))).as("another revision").isEqualTo(new Fired.Stale());
        assertThat(schedules.fire(missed(nightly, time(1), "too late"))).as("another revision").isEqualTo(new Fired.Stale());
        schedules.pause("a");
        assertThat(schedules.fire(fire(schedule("hourly"), time(1)))).as("paused").isEqualTo(new Fired.Stale());
        schedules.withdraw("a");
        assertThat(schedules.fire(fire(hourly, time(1)))).as("gone").isEqualTo(new Fired.Stale());

        declare(nightly(), hourly());
        assertThat(schedule("hourly").lastFire()).isEmpty();
        assertThat(store.runs(RunFilter.any(10))).isEmpty();
        assertThat(store.counts()).containsEntry(JobState.QUEUED, 0L);
        assertThat(fire("nightly", 1)).isInstanceOf(Fired.Enqueued.class);
    }

    @Test
    void asManyAreLiveAsMayBeThenAFireTimeIsSkippedAndSaysSo() {
        declare(hourly());
        fire("hourly", 1);
        claim(1);
        fire("hourly", 2);
        clock.turn(Duration.ofSeconds(1));

        Fired third = fire("hourly", 3);

        assertThat(third).isInstanceOf(Fired.Skipped.class);
        assertThat(schedule("hourly").lastFire()).contains(time(3));
        assertThat(fire("hourly", 3)).isEqualTo(new Fired.Taken());
        assertThat(store.runs(RunFilter.any(10))).containsExactly(new RunView(Optional.empty(), Optional.of("a/hourly"), "hourly",
                "a", Trigger.SCHEDULE, Optional.of(time(3)), "", 0, clock.instant(), clock.instant(), RunResult.SKIPPED,
                ((Fired.Skipped) third).reason(), ""));
    }

    @Test
    void everyEndMakesRoomForTheNextFireTime() {
        declare(nightly());
        fire("nightly", 1);
        complete(claim(1).get(0));
        assertThat(fire("nightly", 2)).isInstanceOf(Fired.Enqueued.class);
        JobExecution retried = claim(1).get(0);
        write(TestJobs.retry(retried, clock.instant()));
        assertThat(fire("nightly", 3)).as("it will be tried again").isInstanceOf(Fired.Skipped.class);
        write(TestJobs.bury(claim(1).get(0), clock.instant()));

        assertThat(fire("nightly", 4)).isInstanceOf(Fired.Enqueued.class);
    }

    @Test
    void jobsOfAnotherScheduleAreNotCounted() {
        declare(nightly(), hourly());
        schedules.declare("b", List.of(nightly()), clock.instant());
        fire("hourly", 1);
        store.insert(List.of(jobs.of("a")));

        assertThat(fire("nightly", 1)).isInstanceOf(Fired.Enqueued.class);
        StoredSchedule other = schedules.all(NODE).stream().filter(one -> one.group().equals("b")).findFirst().orElseThrow();
        assertThat(schedules.fire(fire(other, time(1)))).isInstanceOf(Fired.Enqueued.class);
    }

    @Test
    void aFireTimeCountsForEachNodeWhereTheScopeIsAllNodes() {
        declare(everywhere());
        StoredSchedule schedule = schedule("everywhere");

        assertThat(schedules.fire(fireOn(NODE, schedule, time(1)))).isInstanceOf(Fired.Enqueued.class);
        assertThat(schedules.fire(fireOn(NODE, schedule, time(1)))).isEqualTo(new Fired.Taken());
        assertThat(schedules.fire(fireOn(OTHER_NODE, schedule, time(1)))).isInstanceOf(Fired.Enqueued.class);
        assertThat(schedules.fire(fireOn(NODE, schedule, time(2)))).as("one is live on this node").isInstanceOf(Fired.Skipped.class);

        assertThat(store.runs(RunFilter.any(10))).extracting(RunView::node).containsExactly(NODE);
        String own = QUEUE + "@" + OTHER_NODE;
        assertThat(store.claim(new Claim(own, OTHER_NODE, clock.instant(), clock.instant().plus(LEASE), group -> 9, 9))).hasSize(1);
        assertThat(schedules.fire(fireOn(OTHER_NODE, schedule, time(2)))).as("it still runs").isInstanceOf(Fired.Skipped.class);
    }

    @Test
    void aMissedFireTimeIsDecidedWithoutAJob() {
        declare(hourly());

        assertThat(schedules.fire(missed(schedule("hourly"), time(1), "3 were missed"))).isEqualTo(new Fired.Skipped("3 were missed"));

        assertThat(schedule("hourly").lastFire()).contains(time(1));
        assertThat(fire("hourly", 1)).isEqualTo(new Fired.Taken());
        assertThat(store.counts()).containsEntry(JobState.QUEUED, 0L);
        assertThat(store.runs(RunFilter.any(10))).singleElement().satisfies(run -> {
            assertThat(run.result()).isEqualTo(RunResult.SKIPPED);
            assertThat(run.error()).isEqualTo("3 were missed");
            assertThat(run.fireAt()).contains(time(1));
        });
    }

    @Test
    void aRunInBetweenTakesASlotAndNoFireTime() {
        declare(nightly());
        Fire manual = manual(schedule("nightly"));

        assertThat(schedules.fire(manual)).isEqualTo(new Fired.Enqueued(manual.job().id()));

        assertThat(schedule("nightly").lastFire()).isEmpty();
        assertThat(claim(1).get(0).terms().origin().orElseThrow().trigger()).isEqualTo(Trigger.MANUAL);
        assertThat(fire("nightly", 1)).as("it takes the only slot").isInstanceOf(Fired.Skipped.class);
    }

    @Test
    void aRunInBetweenThatHasNoSlotIsOnlyRefused() {
        declare(nightly());
        fire("nightly", 1);

        assertThat(schedules.fire(manual(schedule("nightly")))).isInstanceOf(Fired.Skipped.class);

        assertThat(store.runs(RunFilter.any(10))).isEmpty();
        assertThat(store.counts()).containsEntry(JobState.QUEUED, 1L);
    }

    @Test
    void aClosedGroupSkipsItsFireTimes() {
        declare(nightly());
        store.set(QUEUE, "a", GroupState.CLOSED, "ada", clock.instant());

        assertThat(fire("nightly", 1)).isInstanceOf(Fired.Skipped.class);

        assertThat(fire("nightly", 1)).isEqualTo(new Fired.Taken());
        assertThat(store.counts()).containsEntry(JobState.QUEUED, 0L);
    }

    @Test
    void whenTheJobCannotBeAddedTheFireTimeIsNotDecided() {
        declare(nightly());
        NewJob there = jobs.of("b");
        store.insert(List.of(there));
        Fire good = fire(schedule("nightly"), time(1));
        Fire bad = new Fire(good.schedule(), good.revision(), good.fireAt(), good.node(),
                new NewJob(there.id(), good.job().request(), good.job().enqueuedAt()), Optional.empty());

        assertThatThrownBy(() -> schedules.fire(bad)).isInstanceOf(JobStoreException.class);

        assertThat(schedule("nightly").lastFire()).isEmpty();
        assertThat(schedules.fire(good)).isInstanceOf(Fired.Enqueued.class);
    }

    @Test
    void ofManyWhoFireOneTimeAtOnceOneEnqueues() {
        declare(declaration("many", "@hourly", "UTC", Scope.LEADER, 64));
        StoredSchedule schedule = schedule("many");
        Race race = new Race();

        List<List<Fired>> answers = race.run(6, runner -> IntStream.rangeClosed(1, 20)
                .mapToObj(number -> schedules.fire(fire(schedule, time(number)))).toList());

        for (int number = 0; number < 20; number++) {
            int each = number;
            assertThat(answers.stream().map(own -> own.get(each)).filter(Fired.Enqueued.class::isInstance)).as(race.named()).hasSize(1);
            assertThat(answers.stream().map(own -> own.get(each)).filter(Fired.Taken.class::isInstance)).as(race.named()).hasSize(5);
        }
        assertThat(store.queued(QUEUE, "a", 100)).isEqualTo(20);
    }

    @Test
    void noMoreAreLiveThanMayBeWhenManyTimesFireAtOnce() {
        declare(hourly());
        StoredSchedule schedule = schedule("hourly");
        Race race = new Race();

        List<Fired> answers = race.run(8, runner -> runner % 2 == 0 ? schedules.fire(fire(schedule, time(runner)))
                : schedules.fire(manual(schedule)));

        assertThat(answers.stream().filter(Fired.Enqueued.class::isInstance)).as(race.named()).hasSize(2);
        assertThat(answers.stream().filter(Fired.Skipped.class::isInstance)).as(race.named()).hasSize(6);
    }

    @Test
    void nothingFiresAfterAWithdrawalThatReturned() {
        declare(declaration("many", "@hourly", "UTC", Scope.LEADER, 64));
        StoredSchedule schedule = schedule("many");
        Race race = new Race();

        race.run(4, runner -> {
            if (runner > 0) {
                return IntStream.rangeClosed(1, 20).mapToObj(number -> schedules.fire(fire(schedule, time(number)))).toList().size();
            }
            schedules.withdraw("a");
            long enqueued = store.counts().get(JobState.QUEUED);
            schedules.fire(fire(schedule, time(30)));
            assertThat(store.counts()).as(race.named()).containsEntry(JobState.QUEUED, enqueued);
            return 0;
        });
        declare(declaration("many", "@hourly", "UTC", Scope.LEADER, 64));
        assertThat(schedule("many").lastFire()).as(race.named()).isEmpty();
    }

    @Test
    void jobsOfAWithdrawnScheduleStayAndTheirRunsToo() {
        declare(nightly());
        JobId job = ((Fired.Enqueued) fire("nightly", 1)).id();
        fire("nightly", 2);

        schedules.withdraw("a");

        assertThat(view(job).state()).isEqualTo(JobState.QUEUED);
        assertThat(store.runs(RunFilter.any(10).ofSchedule("a/nightly"))).hasSize(1);
    }
}
