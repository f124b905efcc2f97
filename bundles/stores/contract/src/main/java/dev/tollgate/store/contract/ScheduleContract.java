package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is declared: what stays, changes and goes with the next declaration. */
public abstract class ScheduleContract extends ScheduleStoreContract {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void nothingIsDeclaredAtFirst() {
        assertThat(schedules.all(NODE)).isEmpty();
    }

    @Test
    void aScheduleIsThereAsItWasDeclared() {
        declare(nightly());

        StoredSchedule stored = schedule("nightly");
        assertThat(stored.group()).isEqualTo("a");
        assertThat(stored.declaration()).usingRecursiveComparison().isEqualTo(nightly());
        assertThat(stored.enabled()).isTrue();
        assertThat(stored.paused()).isFalse();
        assertThat(stored.since()).isEqualTo(START);
        assertThat(stored.lastFire()).isEmpty();
    }

    @Test
    void schedulesOfAllGroupsStandById() {
        schedules.declare("b", List.of(hourly()), START);
        declare(nightly(), hourly(), everywhere());

        assertThat(schedules.all(NODE)).extracting(StoredSchedule::id)
                .containsExactly("a/everywhere", "a/hourly", "a/nightly", "b/hourly");
    }

    @Test
    void whatIsDeclaredAgainAsItWasIsNotChanged() {
        declare(nightly());
        fire("nightly", 1);
        StoredSchedule before = schedule("nightly");
        clock.turn(DAY);

        declare(nightly(), hourly());

        assertThat(schedule("nightly")).usingRecursiveComparison().isEqualTo(before);
        assertThat(schedule("hourly").since()).isEqualTo(clock.instant());
    }

    @Test
    void aChangeThatLeavesTheTimesKeepsThemAndIsAnotherRevision() {
        declare(nightly());
        fire("nightly", 1);
        StoredSchedule before = schedule("nightly");
        clock.turn(DAY);

        declare(declaration("nightly", "0 3 * * *", "Europe/Rome", Scope.LEADER, 7));

        StoredSchedule after = schedule("nightly");
        assertThat(after.declaration().contract().maxConcurrent()).isEqualTo(7);
        assertThat(after.since()).isEqualTo(START);
        assertThat(after.lastFire()).contains(time(1));
        assertThat(after.revision()).isNotEqualTo(before.revision());
    }

    @Test
    void anotherPatternZoneOrScopeBeginsAnew() {
        for (Declaration changed : List.of(declaration("nightly", "0 4 * * *", "Europe/Rome", Scope.LEADER, 1),
                declaration("nightly", "0 3 * * *", "Asia/Tokyo", Scope.LEADER, 1),
                declaration("nightly", "0 3 * * *", "Europe/Rome", Scope.ALL_NODE, 1))) {
            schedules.withdraw("a");
            declare(nightly());
            fire("nightly", 1);
            StoredSchedule before = schedule("nightly");
            clock.turn(DAY);

            declare(changed);

            assertThat(schedule("nightly").since()).isEqualTo(clock.instant());
            assertThat(schedule("nightly").lastFire()).isEmpty();
            assertThat(schedule("nightly").revision()).isNotEqualTo(before.revision());
        }
    }

    @Test
    void whatIsNotDeclaredAgainGoesAndOtherGroupsStay() {
        declare(nightly(), hourly());
        schedules.declare("b", List.of(hourly()), START);

        declare(hourly());

        assertThat(schedules.all(NODE)).extracting(StoredSchedule::id).containsExactly("a/hourly", "b/hourly");
    }

    @Test
    void whatAnAdministratorSwitchedOffStaysOffOverDeclarations() {
        declare(nightly());
        long before = schedule("nightly").revision();

        assertThat(schedules.enable("a/nightly", false, "ada", START)).isTrue();
        assertThat(schedule("nightly").enabled()).isFalse();
        assertThat(schedule("nightly").fires()).isFalse();
        assertThat(schedule("nightly").revision()).isNotEqualTo(before);

        declare(nightly());
        declare(declaration("nightly", "0 4 * * *", "UTC", Scope.LEADER, 1));
        assertThat(schedule("nightly").enabled()).isFalse();

        assertThat(schedules.enable("a/nightly", true, "ada", START)).isTrue();
        assertThat(schedule("nightly").fires()).isTrue();
    }

    @Test
    void whatIsSwitchedOnAgainBeginsAnewBecauseItMissedNothing() {
        declare(nightly());
        clock.turn(DAY);
        schedules.enable("a/nightly", false, "ada", clock.instant());
        assertThat(schedule("nightly").since()).isEqualTo(START);
        clock.turn(DAY);

        schedules.enable("a/nightly", true, "ada", clock.instant());

        assertThat(schedule("nightly").since()).isEqualTo(clock.instant());
    }

    @Test
    void switchingToWhatItIsChangesNothing() {
        declare(nightly());
        StoredSchedule before = schedule("nightly");

        assertThat(schedules.enable("a/nightly", true, "ada", START)).isTrue();

        assertThat(schedule("nightly")).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void whatIsNotThereCannotBeSwitched() {
        declare(nightly());

        assertThat(schedules.enable("a/never", false, "ada", START)).isFalse();
        assertThat(schedule("nightly").enabled()).isTrue();
    }

    @Test
    void aPausedGroupFiresAgainWhenItIsDeclared() {
        declare(nightly(), hourly());
        schedules.declare("b", List.of(hourly()), START);
        long before = schedule("nightly").revision();

        schedules.pause("a");

        assertThat(schedules.all(NODE)).extracting(StoredSchedule::paused).containsExactly(true, true, false);
        assertThat(schedule("nightly").fires()).isFalse();
        assertThat(schedule("nightly").enabled()).as("it is only paused").isTrue();
        long paused = schedule("nightly").revision();
        assertThat(paused).isNotEqualTo(before);

        clock.turn(DAY);
        declare(nightly(), hourly());
        assertThat(schedule("nightly").fires()).isTrue();
        assertThat(schedule("nightly").since()).isEqualTo(START);
        assertThat(schedule("nightly").revision()).isNotEqualTo(paused);
    }

    @Test
    void switchedOffBeneathAPauseItStaysOff() {
        declare(nightly());
        schedules.pause("a");
        schedules.enable("a/nightly", false, "ada", START);
        assertThat(schedule("nightly").paused()).isTrue();

        declare(nightly());

        assertThat(schedule("nightly").paused()).isFalse();
        assertThat(schedule("nightly").enabled()).isFalse();
    }

    @Test
    void aWithdrawnGroupIsGoneAndBeginsAnewWithOtherRevisions() {
        declare(nightly());
        StoredSchedule before = schedule("nightly");
        fire("nightly", 1);
        complete(claim(1).get(0));
        schedules.enable("a/nightly", false, "ada", START);

        schedules.withdraw("a");
        schedules.withdraw("never-there");
        assertThat(schedules.all(NODE)).isEmpty();

        clock.turn(DAY);
        declare(nightly());
        StoredSchedule again = schedule("nightly");
        assertThat(again.enabled()).isTrue();
        assertThat(again.lastFire()).isEmpty();
        assertThat(again.since()).isEqualTo(clock.instant());
        assertThat(again.revision()).as("what was reckoned before does not fire").isNotEqualTo(before.revision());
        assertThat(schedules.fire(fire(again, time(1)))).as("its fire times are gone").isInstanceOf(Fired.Enqueued.class);
    }

    @Test
    void theLastFireTimeIsTheAskingNodesWhereTheScopeIsAllNodes() {
        declare(everywhere(), hourly());
        schedules.fire(fireOn(NODE, schedule("everywhere"), time(1)));
        schedules.fire(fireOn(OTHER_NODE, schedule("everywhere"), time(2)));
        fire("hourly", 3);

        assertThat(schedule("everywhere", NODE).lastFire()).contains(time(1));
        assertThat(schedule("everywhere", OTHER_NODE).lastFire()).contains(time(2));
        assertThat(schedule("everywhere", "node-3").lastFire()).isEmpty();
        assertThat(schedule("hourly", NODE).lastFire()).contains(time(3));
        assertThat(schedule("hourly", OTHER_NODE).lastFire()).contains(time(3));
    }

    @Test
    void theLatestFireTimeIsTheLastOneInWhateverOrderTheyWereDecided() {
        declare(hourly());
        StoredSchedule before = schedule("hourly");
        fire("hourly", 2);
        fire("hourly", 1);

        assertThat(schedule("hourly").lastFire()).contains(time(2));
        assertThat(schedule("hourly").revision()).as("a fire time is no change").isEqualTo(before.revision());
    }
}
