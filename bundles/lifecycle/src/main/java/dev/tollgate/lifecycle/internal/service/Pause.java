package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ActivePlugin;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Whether a guest may not be entered for now, through nobody's fault; the alarm rings when it is worth another look. */
final class Pause {
    private final Time time;
    private final Alarm alarm;
    private final Function<ActivePlugin, Optional<String>> held;
    private Optional<String> reason = Optional.empty();
    private long until;

    Pause(Time time, Alarm alarm, Function<ActivePlugin, Optional<String>> held) {
        this.time = time;
        this.alarm = alarm;
        this.held = held;
        this.until = time.nanos();
    }

    /** The plugin was not called just now. */
    void begin(String why, Duration length) {
        reason = Optional.of(why);
        until = time.nanos() + length.toNanos();
    }

    void end() {
        until = time.nanos();
    }

    /** Why; empty where it may be entered. */
    Optional<String> why(ActivePlugin plugin) {
        long left = until - time.nanos();
        if (left > 0) {
            alarm.in(Duration.ofNanos(left));
            return reason;
        }
        Optional<String> now = held.apply(plugin);
        if (now.isPresent()) {
            alarm.in(GuestCalls.WHILE_HELD);
        }
        return now;
    }
}
