package dev.tollgate.jobs.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.internal.schedule.Misfire.Due;
import dev.tollgate.jobs.internal.schedule.Misfire.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MisfireTest {
    private static final Instant THREE = Instant.parse("2026-03-01T03:00:00Z");
    private final FireTimes hourly = new FireTimes(CronPattern.of("0 * * * *"), ZoneOffset.UTC.getRules());

    @Test
    void nothingIsDueBeforeItsTime() {
        assertThat(Misfire.at(hourly, THREE, THREE.plusSeconds(3_599))).isEmpty();
        assertThat(Misfire.at(hourly, THREE, THREE.minusSeconds(86_400))).as("a clock that was put back").isEmpty();
    }

    @Test
    void oneFireTimeThatHasComeIsDueHoweverLateItIs() {
        assertThat(Misfire.at(hourly, THREE, THREE.plusSeconds(3_600))).contains(new Due(THREE.plusSeconds(3_600), Optional.empty()));
        assertThat(Misfire.at(hourly, THREE, THREE.plusSeconds(7_199))).contains(new Due(THREE.plusSeconds(3_600), Optional.empty()));
    }

    @Test
    void ofManyOnlyTheLatestIsDueAndTheOthersAreMissedTogether() {
        Due due = Misfire.at(hourly, THREE, THREE.plus(Duration.ofHours(5)).plusSeconds(20)).orElseThrow();

        assertThat(due).isEqualTo(new Due(THREE.plus(Duration.ofHours(5)),
                Optional.of(new Missed(4, false, THREE.plus(Duration.ofHours(1)), THREE.plus(Duration.ofHours(4))))));
        assertThat(due.missed().orElseThrow().reason()).isEqualTo("4 fire times were missed, from 2026-03-01T04:00:00Z to"
                + " 2026-03-01T07:00:00Z: no node that could run it was up; of the times that have come only the latest runs");
    }

    @Test
    void tenYearsOfEveryMinuteAreNotCountedToTheEnd() {
        FireTimes everyMinute = new FireTimes(CronPattern.of("* * * * *"), ZoneId.of("Europe/Berlin").getRules());
        Instant now = THREE.plus(Duration.ofDays(3_650)).plusSeconds(59);

        Due due = Misfire.at(everyMinute, THREE, now).orElseThrow();

        assertThat(due.fireAt()).isEqualTo(now.minusSeconds(59));
        assertThat(due.missed()).contains(new Missed(Misfire.MOST_COUNTED, true, THREE.plusSeconds(60), now.minusSeconds(119)));
        assertThat(due.missed().orElseThrow().reason()).startsWith("more than 1000 fire times were missed");
    }

    @Test
    void aPatternThatComesInBurstsIsHalvedRightly() {
        FireTimes burst = new FireTimes(CronPattern.of("7 */7 2-4 1 1 *"), ZoneId.of("America/New_York").getRules());

        Due due = Misfire.at(burst, Instant.parse("2020-01-01T07:08:00Z"), Instant.parse("2026-01-01T09:00:00Z")).orElseThrow();

        assertThat(due.fireAt()).isEqualTo(Instant.parse("2026-01-01T08:56:07Z"));
        assertThat(due.missed().orElseThrow().last()).isEqualTo(Instant.parse("2026-01-01T08:49:07Z"));
        assertThat(due.missed().orElseThrow().count()).isEqualTo(25 + 5 * 27 + 17);
    }
}
