package dev.tollgate.engine.internal;

import dev.tollgate.abi.capability.Gatekeeper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The second line behind the deadline: a guest's code looks at the clock itself, but a gate's provider can be blocked. One of
 * these belongs to an invocation from its first gate call on. When the deadline passes it interrupts the invocation's thread,
 * but only while that is inside a provider, and whoever leaves the provider takes the interrupt's flag away with him: it
 * reaches neither the caller nor the next invocation. A thread that somebody else had interrupted is left as it is.
 */
final class GateWatch {
    private static final int OUTSIDE = 0;
    private static final int INSIDE = 1;
    private static final int INTERRUPTING = 2;
    private static final int INTERRUPTED = 3;

    /** What looks after the invocation of this thread, where that has called a gate. */
    private static final ThreadLocal<GateWatch> PRESENT = new ThreadLocal<>();

    private final Thread thread = Thread.currentThread();
    private final AtomicInteger state = new AtomicInteger();
    private final Deadlines deadlines;
    private final long deadline;
    /** Written before the state says that the thread is inside. */
    private Gatekeeper.Passage passage;

    GateWatch(Deadlines deadlines, Duration left) {
        this.deadlines = deadlines;
        this.deadline = System.nanoTime() + left.toNanos();
        PRESENT.set(this);
        deadlines.add(this);
    }

    /** Whether this thread is inside a provider, so that whatever it calls is called by a guest. */
    static boolean insideProvider() {
        GateWatch present = PRESENT.get();
        return present != null && present.state.get() != OUTSIDE;
    }

    /** A provider is about to be called. Whether the deadline has passed is to be asked after this. */
    void enter(Gatekeeper.Passage entered) {
        passage = entered;
        state.set(INSIDE);
    }

    /** The provider has returned, or thrown. */
    void leave() {
        while (!state.compareAndSet(INSIDE, OUTSIDE)) {
            if (state.compareAndSet(INTERRUPTED, OUTSIDE)) {
                Thread.interrupted();
                return;
            }
            // The interrupt is on its way.
            Thread.onSpinWait();
        }
    }

    /** The invocation has ended. */
    void end() {
        deadlines.remove(this);
        PRESENT.set(null);
    }

    /** Interrupts the thread where its time has passed, and again where it goes on blocking. */
    void look(long now) {
        int seen = state.get();
        boolean inside = seen == INSIDE && !thread.isInterrupted() || seen == INTERRUPTED;
        if (!inside || !due(now) || !state.compareAndSet(seen, INTERRUPTING)) {
            return;
        }
        // It stays where it is now; until now it could have gone on to another provider.
        boolean due = due(now);
        if (due) {
            thread.interrupt();
        }
        state.set(due ? INTERRUPTED : seen);
    }

    private boolean due(long now) {
        return now - deadline >= 0 || passage.abandoned();
    }
}
