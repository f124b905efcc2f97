package dev.tollgate.lifecycle.internal.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The host's clocks, with one thread for all alarms. */
final class HostTime implements Time, AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "tollgate-service-clock");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void after(Duration wait, Runnable task) {
        try {
            alarms.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            // The host stops: nothing is due any more.
        }
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
