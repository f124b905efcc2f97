package dev.tollgate.lifecycle.internal.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that a test turns; alarms ring while it does. */
final class HandTime implements Time {
    private final List<Alarm> alarms = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private long nanos = Long.MAX_VALUE - 1_000_000_000L;

    private record Alarm(long at, Runnable task) {
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void after(Duration wait, Runnable task) {
        alarms.add(new Alarm(nanos + wait.toNanos(), task));
    }

    void turn(Duration by) {
        List<Alarm> rings;
        synchronized (this) {
            now = now.plus(by);
            nanos += by.toNanos();
            rings = alarms.stream().filter(alarm -> alarm.at() - nanos <= 0).sorted(Comparator.comparingLong(alarm -> alarm.at() - nanos)).toList();
            alarms.removeAll(rings);
        }
        rings.forEach(alarm -> alarm.task().run());
    }

    synchronized int alarms() {
        return alarms.size();
    }
}
