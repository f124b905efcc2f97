package dev.tollgate.lifecycle.internal.service;

import java.time.Duration;

/** Wakes somebody when the earliest of several moments comes; sometimes for nothing. Guarded by a lock of its owner's. */
final class Alarm {
    private final Time time;
    private final Runnable wake;
    private boolean set;
    private long at;

    Alarm(Time time, Runnable wake) {
        this.time = time;
        this.wake = wake;
    }

    void in(Duration wait) {
        long next = time.nanos() + wait.toNanos();
        if (!set || next - at < 0) {
            set = true;
            at = next;
            time.after(wait, wake);
        }
    }

    /** It rang: what is still to come is set again by whoever wants it. */
    void rang() {
        set = set && at - time.nanos() > 0;
    }
}
