package dev.tollgate.lifecycle.internal.service;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One turn after another on the dispatchers, for as long as there is something to do. What that is, is asked under the lock at the
 * beginning of each; whoever changes something wakes it, under the lock too, and a turn that was decided before is followed by another.
 */
final class Turns {
    private static final long SLOW_NANOS = 50_000_000;

    private final Object lock;
    private final Dispatchers dispatchers;
    private final Ends ends;
    private final Supplier<Optional<Runnable>> next;
    private final Consumer<Throwable> broken;
    /** One is under way, or in line. */
    private boolean turning;
    private boolean woken;
    private boolean over;
    private boolean slow = true;
    private long usualNanos;

    /**
     * @param next   what to do in this turn; empty where there is nothing to do now
     * @param broken is told what went wrong in a turn, without the lock
     */
    Turns(Object lock, Dispatchers dispatchers, Ends ends, Supplier<Optional<Runnable>> next, Consumer<Throwable> broken) {
        this.lock = lock;
        this.dispatchers = dispatchers;
        this.ends = ends;
        this.next = next;
        this.broken = broken;
    }

    void wake() {
        woken = true;
        if (!turning && !over) {
            turning = true;
            dispatchers.ready(this::turn, slow || usualNanos > SLOW_NANOS);
        }
    }

    boolean turning() {
        return turning;
    }

    /** Whoever took it does a turn on his own thread, and calls {@link #turned} afterwards. There must be none under way. */
    void take() {
        turning = true;
        woken = false;
    }

    /** There are no more. */
    void end() {
        over = true;
    }

    /** Whether the next turns are likely to take their time, whatever the last ones took. */
    void slow(boolean likely) {
        slow = likely;
    }

    void took(long nanos) {
        usualNanos += (nanos - usualNanos) / 4;
    }

    private void turn() {
        boolean more = true;
        try {
            Optional<Runnable> step;
            synchronized (lock) {
                woken = false;
                step = next.get();
            }
            step.ifPresent(Runnable::run);
            more = step.isPresent();
        } catch (RuntimeException | Error failure) {
            broken.accept(failure);
        } finally {
            turned(more);
        }
    }

    /** @param more whether there may be something to do that nobody woke it for */
    void turned(boolean more) {
        synchronized (lock) {
            turning = false;
            if (more || woken) {
                wake();
            }
        }
        ends.tell();
    }
}
