package dev.tollgate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.limits.Breaker.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Five trips a minute are borne, the sixth degrades for a minute, the third time within an hour is the last. */
class BreakerTest {
    private static final BreakerRule RULE = BreakerRule.DEFAULT;
    private static final Duration MILLI = Duration.ofMillis(1);

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Breaker breaker = Breaker.NEW;

    @Test
    void fiveTripsInAMinuteAreBorneAndTheSixthDegrades() {
        trip(5);
        assertThat(state()).isEqualTo(State.CLOSED);
        trip(1);
        assertThat(state()).isEqualTo(State.DEGRADED);
        assertThat(breaker.total()).isEqualTo(6);
        assertThat(breaker.cycles(now, RULE)).isEqualTo(1);
    }

    @Test
    void aTripThatIsAMinuteOldNoLongerCountsAndAMillisecondLessItDoes() {
        trip(1);
        turn(RULE.window());
        trip(5);
        assertThat(state()).as("the first is a minute old").isEqualTo(State.CLOSED);

        breaker = Breaker.NEW;
        trip(1);
        turn(RULE.window().minus(MILLI));
        trip(5);
        assertThat(state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void theMinuteSlides() {
        for (int i = 0; i < 100; i++) {
            trip(1);
            turn(Duration.ofSeconds(12));
        }
        assertThat(state()).as("five in any minute").isEqualTo(State.CLOSED);
        assertThat(breaker.trips()).as("what no longer counts is not kept").hasSize(5);
        trip(1);
        turn(Duration.ofSeconds(11));
        trip(1);
        assertThat(state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void aDegradedPluginIsTriedAgainWhenItsPauseIsOverAndNotAMillisecondBefore() {
        trip(6);
        assertThat(breaker.until(now, RULE)).contains(now.plus(RULE.pause()));
        turn(RULE.pause().minus(MILLI));
        assertThat(state()).isEqualTo(State.DEGRADED);
        turn(MILLI);
        assertThat(state()).isEqualTo(State.CLOSED);
        assertThat(breaker.until(now, RULE)).isEmpty();
    }

    @Test
    void aPluginThatIsTriedAgainHasTheWholeMinutesCount() {
        trip(6);
        turn(RULE.pause());
        trip(5);
        assertThat(state()).isEqualTo(State.CLOSED);
        trip(1);
        assertThat(state()).isEqualTo(State.DEGRADED);
        assertThat(breaker.cycles(now, RULE)).isEqualTo(2);
    }

    @Test
    void whatBeganBeforeThePauseAndTripsInItProlongsNothingAndIsNoCycle() {
        trip(6);
        Breaker before = breaker;
        turn(Duration.ofSeconds(30));
        trip(20);
        assertThat(breaker).isEqualTo(new Breaker(26, before.trips(), before.cycles(), false));
        turn(Duration.ofSeconds(30));
        assertThat(state()).isEqualTo(State.CLOSED);
        trip(5);
        assertThat(state()).isEqualTo(State.CLOSED);
    }

    @Test
    void theThirdCycleWithinAnHourIsTheLastAndStaysSo() {
        cycle();
        cycle();
        trip(6);
        assertThat(state()).isEqualTo(State.OUT);
        turn(Duration.ofDays(365));
        trip(1);
        assertThat(state()).isEqualTo(State.OUT);
        assertThat(breaker.until(now, RULE)).isEmpty();
        assertThat(breaker.total()).isEqualTo(19);
    }

    @Test
    void threeCyclesThatSpreadOverAnHourAreBorneAndAMillisecondLessIsNot() {
        trip(6);
        turn(Duration.ofMinutes(30));
        trip(6);
        turn(Duration.ofMinutes(30).minus(MILLI));
        Breaker second = breaker;
        trip(6);
        assertThat(state()).isEqualTo(State.OUT);

        breaker = second;
        turn(MILLI);
        trip(6);
        assertThat(state()).as("the first was an hour ago").isEqualTo(State.DEGRADED);
        assertThat(breaker.cycles()).as("what no longer counts is not kept").hasSize(2);
    }

    @Test
    void aResetForgivesAllButTheTotal() {
        cycle();
        cycle();
        trip(6);
        breaker = breaker.reset();
        assertThat(breaker).isEqualTo(new Breaker(18, Breaker.NEW.trips(), Breaker.NEW.cycles(), false));
        cycle();
        cycle();
        assertThat(state()).as("it has all its cycles again").isEqualTo(State.CLOSED);
    }

    @Test
    void aClockThatIsSetBackForgivesNoTrip() {
        trip(5);
        turn(Duration.ofHours(-3));
        trip(1);
        assertThat(state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void aClockThatIsSetBackProlongsNoPauseBeyondItsLength() {
        trip(6);
        turn(Duration.ofHours(-3));
        breaker = breaker.seenAt(now);
        assertThat(breaker.until(now, RULE)).contains(now.plus(RULE.pause()));
        turn(RULE.pause());
        breaker = breaker.seenAt(now);
        assertThat(state()).isEqualTo(State.CLOSED);
        assertThat(breaker.cycles(now, RULE)).as("the cycle still counts").isEqualTo(1);
    }

    @Test
    void aClockThatIsSetForwardEndsThePause() {
        trip(6);
        turn(Duration.ofDays(1));
        assertThat(breaker.seenAt(now)).isSameAs(breaker);
        assertThat(state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aRuleThatCouldNeverActIsRefused() {
        Duration minute = Duration.ofMinutes(1);
        assertThatThrownBy(() -> new BreakerRule(0, minute, minute, 3, Duration.ofHours(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BreakerRule(5, Duration.ZERO, minute, 3, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BreakerRule(5, minute, Duration.ofMinutes(30), 3, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("never fit");
        assertThat(new BreakerRule(5, minute, Duration.ofDays(1), 1, minute).cycles()).as("no pause has to fit").isEqualTo(1);
    }

    private void trip(int times) {
        for (int i = 0; i < times; i++) {
            breaker = breaker.tripped(now, RULE);
        }
    }

    private void cycle() {
        trip(6);
        assertThat(state()).isEqualTo(State.DEGRADED);
        turn(RULE.pause());
    }

    private void turn(Duration by) {
        now = now.plus(by);
    }

    private State state() {
        return breaker.state(now, RULE);
    }
}
