package dev.tollgate.lifecycle.internal;

import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.BreakerRule;
import java.time.Duration;
import java.util.Map;

/** The operator's settings, checked. */
record BreakerPolicy(BreakerRule rule, TripsKept kept) {
    private static final int DAY = 86_400;
    private static final int WEEK = 7 * DAY;

    /** What several of them together must be. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            of(values.asMap());
        }
    }

    /** @throws IllegalArgumentException for the first key whose value is not allowed, with the PID and the bounds */
    static BreakerPolicy of(Map<String, ?> configuration) {
        int trips = value(configuration, "trips", BreakerSettings.TRIPS, 1, 100);
        int window = value(configuration, "window.s", BreakerSettings.WINDOW_S, 1, DAY);
        int cycles = value(configuration, "cycles", BreakerSettings.CYCLES, 1, 100);
        int pauses = cycles - 1;
        int pause = value(configuration, "pause.s", BreakerSettings.PAUSE_S, 1, pauses == 0 ? DAY : Math.min(DAY, (WEEK - 1) / pauses));
        int cyclesWindow = value(configuration, "cycles.window.s", BreakerSettings.CYCLES_WINDOW_S, pauses * pause + 1, WEEK);
        int perPlugin = value(configuration, "kept.per.plugin", BreakerSettings.KEPT_PER_PLUGIN, 1, 10_000);
        int inAll = value(configuration, "kept.in.all", BreakerSettings.KEPT_IN_ALL, perPlugin, 1_000_000);
        return new BreakerPolicy(new BreakerRule(trips, Duration.ofSeconds(window), Duration.ofSeconds(pause), cycles,
                Duration.ofSeconds(cyclesWindow)), new TripsKept(perPlugin, inAll));
    }

    /** Files hold text, and text that is no number is told like a number that is out of bounds. */
    private static int value(Map<String, ?> configuration, String key, int byDefault, int least, int most) {
        Object given = configuration.get(key);
        String text = given == null ? Integer.toString(byDefault) : given.toString().strip();
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            throw refused(key, text, least, most);
        }
        throw refused(key, text, least, most);
    }

    /** Without a cause: the start of the server reports the innermost one, which would know neither key nor bounds. */
    private static IllegalArgumentException refused(String key, String text, int least, int most) {
        return new IllegalArgumentException("configuration " + BreakerSettings.PID + ": " + key + " is " + text
                + ", allowed is a whole number from " + least + " to " + most);
    }
}
