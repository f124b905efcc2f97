package dev.tollgate.jobs.internal.schedule;

import static dev.tollgate.jobs.internal.schedule.Samples.contract;
import static dev.tollgate.jobs.internal.schedule.Samples.declared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.HandClock;
import dev.tollgate.jobs.spi.Fire;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Instant START = HandClock.START;

    private final HandClock clock = new HandClock();
    private final MemoryScheduleStore store = new MemoryScheduleStore();
    private final Doorbell bell = new Doorbell();
    private final Set<String> away = new HashSet<>();
    private ZoneId berlin = ZoneId.of("Europe/Berlin");
    private final Reckoner reckoner = new Reckoner(zone -> berlin.getRules());

    private Timetable node(String name) {
        return new Timetable(name, store, clock, reckoner, new Random(42), bell, schedule -> !away.contains(schedule.id()));
    }

    private void declare(Declaration... declarations) {
        store.declare("shop", List.of(declarations), clock.instant());
    }

    private List<Instant> fired() {
        return store.enqueued.stream().map(fire -> fire.fireAt().orElseThrow()).toList();
    }

    /** Minute by minute, as the thread would. */
    private void run(Timetable timetable, Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            timetable.round();
            clock.turn(Duration.ofMinutes(1));
        }
        timetable.round();
    }

    @Test
    void aFireTimeBecomesTheDeclaredJobOnItsTerms() throws InterruptedException {
        declare(declared("tidy", "*/10 * * * *"));
        Timetable timetable = node("n1");

        assertThat(timetable.round()).isEqualTo(Duration.ofSeconds(5));
        clock.turn(Duration.ofMinutes(10));
        timetable.round();

        Fire fire = store.enqueued.get(1);
        Instant at = START.plus(Duration.ofMinutes(10));
        JobRequest job = fire.job().request();
        assertThat(fired()).containsExactly(START, at);
        assertThat(fire.schedule()).isEqualTo("shop/tidy");
        assertThat(fire.node()).isEmpty();
        assertThat(List.of(job.queue(), job.type(), job.group())).containsExactly("plugins", "plugin:shop:tidy", "shop");
        assertThat(job.payload()).containsExactly(1, 2);
        assertThat(job.terms()).isEqualTo(new Terms(2, Optional.of(Duration.ofMinutes(5)), Optional.of("schedule:shop/tidy"),
                Optional.of(Origin.fired("shop/tidy", at))));
        assertThat(bell.await(Duration.ZERO)).as("the dispatcher is woken").isTrue();
    }

    @Test
    void theRoundTellsWhenTheNextFireTimeComesAndReadsAgainEveryFewSeconds() {
        declare(declared("tidy", "5 3 13 * * *"));
        clock.turn(Duration.ofSeconds(182));
        Timetable timetable = node("n1");

        assertThat(timetable.round()).isEqualTo(Duration.ofSeconds(3));
        clock.turn(Duration.ofSeconds(3));
        assertThat(timetable.round()).isEqualTo(Duration.ofSeconds(5));
        assertThat(fired()).containsExactly(START.plusSeconds(185));
        assertThat(store.reads).isEqualTo(1);

        clock.turn(Duration.ofSeconds(2));
        timetable.round();
        assertThat(store.reads).as("five seconds after it was read").isEqualTo(2);
        timetable.changed();
        timetable.round();
        assertThat(store.reads).isEqualTo(3);
    }

    @Test
    void parallelSchedulesHaveNoExclusiveKeyAndSchedulesOfAllNodesHaveOnePerNode() {
        declare(declared(contract("many", "0 13 * * *", Scope.LEADER, 4)), declared(contract("each", "0 13 * * *", Scope.ALL_NODE, 1)));
        run(node("n1"), Duration.ofMinutes(60));

        assertThat(store.enqueued).filteredOn(fire -> fire.schedule().equals("shop/many")).singleElement()
                .satisfies(fire -> assertThat(fire.job().request().terms().exclusive()).isEmpty());
        assertThat(store.enqueued).filteredOn(fire -> fire.schedule().equals("shop/each")).singleElement().satisfies(fire -> {
            assertThat(fire.node()).contains("n1");
            assertThat(fire.job().request().queue()).isEqualTo("plugins@n1");
            assertThat(fire.job().request().terms().exclusive()).contains("schedule:shop/each@n1");
        });
    }

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

    @Test
    void aScheduleWhosePatternIsBadHurtsOnlyItself() {
        declare(declared("good", "0 * * * *"), declared("bad", "0 25 * * *"));
        node("n1").round();

        assertThat(store.enqueued).extracting(Fire::schedule).containsExactly("shop/good");
    }

    @Test
    void aScheduleWhoseRowIsBadHurtsOnlyItselfAndIsTriedAgain() {
        declare(declared("a", "0 * * * *"), declared("b", "0 * * * *"), declared("c", "0 * * * *"));
        store.broken.add("shop/b");
        Timetable timetable = node("n1");
        assertThat(timetable.round()).isEqualTo(Duration.ofSeconds(5));
        assertThat(store.enqueued).extracting(Fire::schedule).containsExactlyInAnyOrder("shop/a", "shop/c");

        store.broken.clear();
        clock.turn(Duration.ofSeconds(4));
        timetable.round();
        assertThat(store.enqueued).hasSize(2);
        clock.turn(Duration.ofSeconds(1));
        timetable.round();
        assertThat(store.enqueued).hasSize(3);
        assertThat(fired()).containsOnly(START);
    }

    @Test
    void aStoreThatIsAwayIsReadAgainWhenItIsBack() {
        declare(declared("tidy", "0 * * * *"));
        Timetable timetable = node("n1");
        store.away = true;
        assertThatThrownBy(timetable::round).isInstanceOf(JobStoreException.class);

        store.away = false;
        timetable.round();
        assertThat(fired()).containsExactly(START);
    }

    @Test
    void whatCannotRunHereIsLeftToOthersAndCaughtUpWhenItCan() {
        declare(declared("tidy", "0 * * * *"));
        Timetable timetable = node("n1");
        away.add("shop/tidy");
        run(timetable, Duration.ofHours(2));
        assertThat(store.enqueued).isEmpty();
        assertThat(store.skipped).isEmpty();

        away.clear();
        timetable.round();
        assertThat(fired()).containsExactly(START.plus(Duration.ofHours(2)));
    }

    @Test
    void whileItIsDisabledOrPausedItDoesNotFire() {
        declare(declared("tidy", "0 * * * *"));
        store.enable("shop/tidy", false, "ann", clock.instant());
        Timetable timetable = node("n1");
        run(timetable, Duration.ofHours(3).plusMinutes(30));
        store.enable("shop/tidy", true, "ann", clock.instant());
        timetable.changed();
        run(timetable, Duration.ofMinutes(29));
        assertThat(store.enqueued).as("what came while it was disabled was not missed").isEmpty();
        assertThat(store.skipped).isEmpty();

        store.pause("shop");
        timetable.changed();
        run(timetable, Duration.ofHours(2));
        assertThat(store.enqueued).isEmpty();
    }

    @Test
    void aScheduleThatChangedMeanwhileIsReadBeforeItFires() {
        declare(declared("tidy", "0 14 * * *"));
        clock.turn(Duration.ofMinutes(59).plusSeconds(57));
        Timetable timetable = node("n1");
        assertThat(timetable.round()).isEqualTo(Duration.ofSeconds(3));
        declare(declared("tidy", "0 15 * * *"));
        clock.turn(Duration.ofSeconds(3));

        assertThat(timetable.round()).as("what was read is older than the change, of which nobody told").isEqualTo(Duration.ofMillis(5));
        assertThat(store.enqueued).isEmpty();
        run(timetable, Duration.ofHours(1));
        assertThat(fired()).containsExactly(START.plus(Duration.ofHours(2)));
    }

    @Test
    void whatWasSkippedOrTakenIsNotAskedForAgain() {
        declare(declared("tidy", "0 * * * *"));
        store.busy = Optional.of("1 of at most 1 executions are live");
        Timetable timetable = node("n1");
        run(timetable, Duration.ofMinutes(30));

        assertThat(store.skipped).hasSize(1);
    }
}
