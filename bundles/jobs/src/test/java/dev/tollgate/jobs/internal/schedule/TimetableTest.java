package dev.tollgate.jobs.internal.schedule;

import static dev.tollgate.jobs.internal.schedule.Samples.contract;
import static dev.tollgate.jobs.internal.schedule.Samples.declared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Fire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimetableTest extends HandTurnedNodes {
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
        assertThat(store.reads).isEqualTo(1);
        assertThat(timetable.round()).as("it is read at once").isEqualTo(Duration.ofSeconds(5));
        assertThat(store.reads).isEqualTo(2);
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
