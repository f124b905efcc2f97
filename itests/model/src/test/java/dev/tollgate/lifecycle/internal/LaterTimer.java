package dev.tollgate.lifecycle.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is due now is done at once, what is due later when it is turned. */
final class LaterTimer implements Timer {
    private final Deque<Runnable> later = new ArrayDeque<>();

    @Override
    public void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
        } else {
            later.add(task);
        }
    }

    void turn() {
        for (int i = later.size(); i > 0; i--) {
            later.remove().run();
        }
    }
}
