package dev.tollgate.ingress.websocket.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes when a test says so. */
final class HandTime implements Time {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Task> tasks = new ArrayList<>();
    private long nanos;

    private record Task(long at, Runnable what) {
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Runnable after(Duration pause, Runnable what) {
        Task task = new Task(nanos + pause.toNanos(), what);
        tasks.add(task);
        return () -> {
            synchronized (this) {
                tasks.removeIf(other -> other == task);
            }
        };
    }

    void turn(Duration time) {
        long until = nanos() + time.toNanos();
        for (Optional<Task> task = due(until); task.isPresent(); task = due(until)) {
            task.get().what().run();
        }
        synchronized (this) {
            nanos = until;
        }
    }

    /** Waits until there is something to do within this time. */
    void awaitTask(Duration within) {
        Bed.await("a task within " + within, () -> {
            synchronized (this) {
                return tasks.stream().anyMatch(task -> task.at() - nanos <= within.toNanos());
            }
        });
    }

    synchronized int tasks() {
        return tasks.size();
    }

    private synchronized Optional<Task> due(long until) {
        Optional<Task> first = tasks.stream().min(Comparator.comparingLong(Task::at)).filter(task -> task.at() <= until);
        first.ifPresent(task -> {
            tasks.removeIf(other -> other == task);
            nanos = Math.max(nanos, task.at());
        });
        return first;
    }
}
