package dev.tollgate.jobs.internal.schedule;

import static dev.tollgate.jobs.internal.schedule.Samples.declared;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.internal.HandClock;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Duration;
import java.time.zone.ZoneRulesException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredSchedulesTest {
    private final HandClock clock = new HandClock();
    private final MemoryScheduleStore store = new MemoryScheduleStore();
    private final ScheduleBell bell = new ScheduleBell();
    private final StoredSchedules schedules = StoredSchedules.of(store, clock, new Reckoner(), bell);

    @Test
    void badOnesAreAnsweredByNameAndTheOthersAreTaken() {
        Map<String, String> wrong = schedules.declare("shop", List.of(declared("good", "0 3 * * *"), declared("bad", "0 24 * * *"),
                declared("never", "0 0 30 2 *"), declared("also", "@weekly")));

        assertThat(wrong).containsOnlyKeys("bad", "never");
        assertThat(wrong.get("bad")).isEqualTo("the hour field is '24': 24 is outside; allowed is 0-23, for example 3, 8-17 or */6");
        assertThat(store.all("")).extracting(StoredSchedule::id).containsExactly("shop/also", "shop/good");
        assertThat(store.all("")).allMatch(schedule -> schedule.since().equals(HandClock.START));
    }

    @Test
    void ofOneNameTheFirstIsTaken() {
        assertThat(schedules.declare("shop", List.of(declared("tidy", "0 3 * * *"), declared("tidy", "0 4 * * *"))))
                .isEqualTo(Map.of("tidy", "the name is declared twice; names are unique within shop"));

        assertThat(store.all("")).singleElement().satisfies(schedule -> assertThat(schedule.declaration().contract().pattern()).isEqualTo("0 3 * * *"));
    }

    @Test
    void aZoneThatThisNodeDoesNotKnowIsNamed() {
        StoredSchedules elsewhere = StoredSchedules.of(store, clock, new Reckoner(zone -> {
            throw new ZoneRulesException("Unknown time-zone ID: " + zone);
        }), bell);

        assertThat(elsewhere.declare("shop", List.of(declared("tidy", "0 3 * * *")))).isEqualTo(Map.of("tidy", "the time zone 'Europe/Berlin'"
                + " is not known to this node; allowed are the names of the time zone database and offsets, for example Europe/Berlin, UTC or +05:30"));
    }

    @Test
    void aQueueForASingleNodeIsRefused() {
        Declaration tidy = declared("tidy", "0 3 * * *");

        assertThat(schedules.declare("shop", List.of(new Declaration(tidy.contract(), "plugins@n1", "x", new byte[0], 0))))
                .isEqualTo(Map.of("tidy", "the queue 'plugins@n1' has an @, which marks queues for single nodes"));
    }

    @Test
    void whatIsDeclaredPausedOrWithdrawnWakesTheTimetable() throws InterruptedException {
        schedules.declare("shop", List.of(declared("tidy", "0 3 * * *")));
        assertThat(bell.await(Duration.ZERO)).isTrue();

        schedules.pause("shop");
        assertThat(bell.await(Duration.ZERO)).isTrue();
        assertThat(store.all("")).allMatch(StoredSchedule::paused);

        schedules.withdraw("shop");
        assertThat(bell.await(Duration.ZERO)).isTrue();
        assertThat(store.all("")).isEmpty();
    }
}
