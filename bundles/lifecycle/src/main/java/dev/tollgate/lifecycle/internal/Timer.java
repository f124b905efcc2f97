package dev.tollgate.lifecycle.internal;

import java.time.Duration;

/** Runs something when a time is over, one thing after another, on a thread that it may block. */
interface Timer {
    void after(Duration delay, Runnable task);

    /** From now on nothing begins any more; what is under way is not interrupted. */
    default void close() {
        // Nothing has to be let go.
    }
}
