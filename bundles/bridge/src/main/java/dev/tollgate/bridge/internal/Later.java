package dev.tollgate.bridge.internal;

import java.time.Duration;

/** Runs something once, after a while, on a thread that it may block. */
interface Later {
    void run(Duration delay, Runnable task);

    default void run(Runnable task) {
        run(Duration.ZERO, task);
    }
}
