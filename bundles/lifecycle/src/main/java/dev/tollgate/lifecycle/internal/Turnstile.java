package dev.tollgate.lifecycle.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts who is inside, and lets nobody in any more once it is shut; the last who leaves then closes what is behind it. One word holds
 * the count and whether it is shut, so that nobody gets in while that is closed, and nobody waits for a lock.
 */
final class Turnstile {
    private static final int SHUT = Integer.MIN_VALUE;

    private final AtomicInteger inside = new AtomicInteger();
    /** Null when it was run: who waits for the end of a turnstile holds nothing of what was behind it. */
    private volatile Runnable close;
    private volatile boolean over;

    /** @param close run once, by the last who leaves after it was shut, or by who shuts it where nobody is inside */
    Turnstile(Runnable close) {
        this.close = close;
    }

    /** Whoever gets in leaves again; false where it is shut. */
    boolean enter() {
        int now = inside.get();
        while (now >= 0) {
            if (inside.compareAndSet(now, now + 1)) {
                return true;
            }
            now = inside.get();
        }
        return false;
    }

    void leave() {
        if (inside.decrementAndGet() == SHUT) {
            close();
        }
    }

    void shut() {
        if (inside.getAndUpdate(now -> now | SHUT) == 0) {
            close();
        }
    }

    private void close() {
        Runnable last = close;
        close = null;
        last.run();
    }

    boolean isShut() {
        return inside.get() < 0;
    }

    /** Shut, and nobody is inside. */
    boolean isDeserted() {
        return inside.get() == SHUT;
    }

    /** Whoever is still inside is not wanted any more; shuts it too. */
    void end() {
        over = true;
        shut();
    }

    /** Whether who is inside may go on. */
    boolean goesOn() {
        return !over;
    }
}
