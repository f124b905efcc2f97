package dev.tollgate.lifecycle.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timer that a test turns; what is due now is done at once, by who asks for it. */
final class HandTimer implements Timer {
    private final List<Task> tasks = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Task(Duration due, Runnable what) {
    }

    @Override
    public void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
            return;
        }
        synchronized (this) {
            tasks.add(new Task(now.plus(delay), task));
        }
    }

    void turn(Duration by) {
        List<Task> due;
        synchronized (this) {
            now = now.plus(by);
            due = tasks.stream().filter(task -> task.due().compareTo(now) <= 0).toList();
            tasks.removeAll(due);
        }
        due.forEach(task -> task.what().run());
    }

    synchronized int waiting() {
        return tasks.size();
    }
}
