package dev.tollgate.jobs.internal.schedule;

import static dev.tollgate.jobs.internal.schedule.Samples.contract;
import static dev.tollgate.jobs.internal.schedule.Samples.declared;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobContract.Scope;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What fires when there are several nodes, when none was up, and when clocks and zones change. */
class FiringOverNodesTest extends HandTurnedNodes {
    @Test
    void a49OfTwoNodesThatBothThinkTheyLeadOneFiresEachTime() {
        declare(declared("tidy", "* * * * *"));
        Timetable one = node("n1");
        Timetable other = node("n2");
        for (int minute = 0; minute < 30; minute++) {
            one.round();
            other.round();
            clock.turn(Duration.ofMinutes(1));
        }

        assertThat(fired()).hasSize(30).doesNotHaveDuplicates();
        assertThat(store.skipped).as("nothing was missed").isEmpty();
    }

    @Test
    void ofAScopeOfAllNodesEachNodeFiresOnce() {
        declare(declared(contract("each", "0 * * * *", Scope.ALL_NODE, 1)));
        Timetable one = node("n1");
        Timetable other = node("n2");
        for (int minute = 0; minute < 121; minute++) {
            one.round();
            other.round();
            clock.turn(Duration.ofMinutes(1));
        }

        assertThat(store.enqueued).extracting(fire -> fire.node().orElseThrow()).containsExactly("n1", "n2", "n1", "n2", "n1", "n2");
    }

    @Test
    void aNodeThatComesLaterHasMissedNothingOfWhatRunsOnAllThatAreUp() {
        declare(declared(contract("each", "0 * * * *", Scope.ALL_NODE, 1)));
        clock.turn(Duration.ofHours(3).plusMinutes(5));
        Timetable late = node("n2");
        late.round();
        assertThat(store.enqueued).isEmpty();
        assertThat(store.skipped).isEmpty();

        clock.turn(Duration.ofMinutes(55).plusSeconds(30));
        node("n3").round();
        assertThat(store.enqueued).as("it was just starting").extracting(fire -> fire.node().orElseThrow()).containsExactly("n3");
    }

    @Test
    void afterADowntimeTheLatestRunsAndTheOthersAreOneEntry() {
        declare(declared("tidy", "0 * * * *"));
        node("n1").round();
        clock.turn(Duration.ofHours(6).plusMinutes(20));

        node("n1").round();

        assertThat(fired()).containsExactly(START, START.plus(Duration.ofHours(6)));
        assertThat(store.skipped).singleElement().satisfies(fire -> {
            assertThat(fire.fireAt()).contains(START.plus(Duration.ofHours(5)));
            assertThat(fire.missed()).contains("5 fire times were missed, from 2026-03-01T13:00:00Z to 2026-03-01T17:00:00Z: no node that"
                    + " could run it was up; of the times that have come only the latest runs");
        });
    }

    @Test
    void whatCameBeforeItWasDeclaredIsNotFired() {
        clock.turn(Duration.ofSeconds(1));
        declare(declared("tidy", "0 12 * * *"), declared("exact", "1 0 13 * * *"));
        run(node("n1"), Duration.ofMinutes(61));

        assertThat(fired()).containsExactly(START.plusSeconds(1));
    }

    @Test
    void a49AClockThatIsPutBackFiresNothingTwice() {
        declare(declared("tidy", "*/10 * * * *"));
        Timetable timetable = node("n1");
        run(timetable, Duration.ofMinutes(60));
        int before = store.enqueued.size();

        clock.turn(Duration.ofMinutes(-45));
        Timetable restarted = node("n1");
        for (int minute = 0; minute < 45; minute++) {
            timetable.round();
            restarted.round();
            clock.turn(Duration.ofMinutes(1));
        }
        assertThat(fired()).hasSize(before).doesNotHaveDuplicates();

        run(timetable, Duration.ofMinutes(10));
        assertThat(fired()).hasSize(before + 1).doesNotHaveDuplicates();
    }

    @Test
    void a49AChangedTimeZoneDatabaseHoldsFromTheNextFireTimeOn() {
        declare(declared("tidy", "0 15 * * *"));
        Timetable timetable = node("n1");
        assertThat(timetable.round()).isEqualTo(Duration.ofSeconds(5));

        // At 15:00 in Berlin it would have been 14:00 UTC.
        berlin = ZoneOffset.ofHours(-1);
        run(timetable, Duration.ofHours(3));
        assertThat(fired()).isEmpty();
        run(timetable, Duration.ofHours(1));

        assertThat(fired()).containsExactly(START.plus(Duration.ofHours(4)));
    }
}
