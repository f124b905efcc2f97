package dev.tollgate.limits;

import java.time.Duration;

/**
 * When a breaker acts.
 *
 * @param trips       how many trips within {@code window} are borne; one more degrades the plugin
 * @param pause       how long a degraded plugin is not called
 * @param cycles      how many times a plugin is degraded within {@code cycleWindow} until it is out
 */
public record BreakerRule(int trips, Duration window, Duration pause, int cycles, Duration cycleWindow) {
    /** More than 5 trips in a minute degrade for 60 s; the third time within an hour is the last. */
    public static final BreakerRule DEFAULT = new BreakerRule(5, Duration.ofMinutes(1), Duration.ofSeconds(60), 3, Duration.ofHours(1));

    public BreakerRule {
        if (trips < 1 || cycles < 1) {
            throw new IllegalArgumentException("a breaker bears at least 1 trip and 1 cycle, not " + trips + " and " + cycles);
        }
        longerThanZero(window);
        longerThanZero(pause);
        longerThanZero(cycleWindow);
        if (pause.multipliedBy(cycles - 1L).compareTo(cycleWindow) >= 0) {
            throw new IllegalArgumentException(cycles + " cycles with pauses of " + pause + " never fit into " + cycleWindow);
        }
    }

    private static void longerThanZero(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a breaker's times are longer than zero, not " + duration);
        }
    }

    @Override
    public String toString() {
        return "more than " + trips + " trips within " + window.toSeconds() + " s";
    }
}
