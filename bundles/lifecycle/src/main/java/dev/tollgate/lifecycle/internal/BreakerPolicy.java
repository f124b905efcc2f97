package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.BreakerRule;
import java.time.Duration;

/** The operator's settings, checked. */
record BreakerPolicy(BreakerRule rule, TripsKept kept) {
    private static final int DAY = 86_400;
    private static final int WEEK = 7 * DAY;

    static BreakerPolicy of(BreakerSettings settings) {
        int cycles = within("cycles", settings.cycles(), 1, 100);
        int pauses = cycles - 1;
        int pause = within("pause.s", settings.pause_s(), 1, pauses == 0 ? DAY : Math.min(DAY, (WEEK - 1) / pauses));
        int cyclesWindow = within("cycles.window.s", settings.cycles_window_s(), pauses * pause + 1, WEEK);
        int perPlugin = within("kept.per.plugin", settings.kept_per_plugin(), 1, 10_000);
        return new BreakerPolicy(new BreakerRule(within("trips", settings.trips(), 1, 100),
                Duration.ofSeconds(within("window.s", settings.window_s(), 1, DAY)), Duration.ofSeconds(pause), cycles,
                Duration.ofSeconds(cyclesWindow)), new TripsKept(perPlugin, within("kept.in.all", settings.kept_in_all(), perPlugin, 1_000_000)));
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("configuration " + BreakerSettings.PID + ": " + key + " is " + value
                    + ", allowed is a whole number from " + least + " to " + most);
        }
        return value;
    }
}
