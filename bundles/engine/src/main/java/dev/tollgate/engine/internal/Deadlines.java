package dev.tollgate.engine.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at the clock for the invocations that are inside gates, or have been. It ticks while there are some and for a little
 * while after: an alarm for each would wake the timer's thread each time, which takes as long as the gate call itself.
 */
final class Deadlines {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int QUIET_TICKS = 100;

    private final ScheduledExecutorService timer;
    private final Set<GateWatch> watches = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();

    Deadlines(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    void add(GateWatch watch) {
        watches.add(watch);
        if (!ticking.get() && ticking.compareAndSet(false, true)) {
            next(0);
        }
    }

    void remove(GateWatch watch) {
        watches.remove(watch);
    }

    private void tick(int quiet) {
        long now = System.nanoTime();
        watches.forEach(watch -> watch.look(now));
        if (!watches.isEmpty()) {
            next(0);
        } else if (quiet < QUIET_TICKS) {
            next(quiet + 1);
        } else {
            ticking.set(false);
            if (!watches.isEmpty() && ticking.compareAndSet(false, true)) {
                next(0);
            }
        }
    }

    private void next(int quiet) {
        try {
            timer.schedule(() -> tick(quiet), TICK.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            // The host stops, or takes a new configuration: who is inside a gate now is no longer looked after.
            ticking.set(false);
        }
    }
}
