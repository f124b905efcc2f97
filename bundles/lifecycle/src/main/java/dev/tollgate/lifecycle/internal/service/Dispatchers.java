package dev.tollgate.lifecycle.internal.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes turns of services on a bounded number of threads, in the order in which they became ready: a service is in line at most once, and
 * goes to its end after each turn. A quarter of the threads is kept from slow turns, so that as many slow services as there are threads
 * do not keep the others waiting: those are only behind services that turn slow in this very moment.
 */
final class Dispatchers {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatchers.class);

    private final Executor threads;
    private final int most;
    private final int mostSlow;
    private final Deque<Turn> quick = new ArrayDeque<>();
    private final Deque<Turn> slow = new ArrayDeque<>();
    private long tickets;
    private int busy;
    private int busySlow;

    private record Turn(Runnable work, boolean slow, long ticket) {
    }

    /** @param most turns at a time */
    Dispatchers(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
        this.mostSlow = most - most / 4;
    }

    /** @param likelySlow whether it is likely to take its time */
    void ready(Runnable turn, boolean likelySlow) {
        synchronized (this) {
            (likelySlow ? slow : quick).add(new Turn(turn, likelySlow, tickets++));
            if (busy == most || peek() == null) {
                return;
            }
            busy++;
        }
        threads.execute(this::work);
    }

    private void work() {
        for (Turn turn = first(); turn != null; turn = next(turn)) {
            try {
                turn.work().run();
            } catch (RuntimeException | Error failed) {
                LOG.error("a turn of a service failed", failed);
            }
        }
    }

    private synchronized Turn next(Turn ended) {
        if (ended.slow()) {
            busySlow--;
        }
        return first();
    }

    /** Null where nothing is left to do for this thread, which ends then. */
    private synchronized Turn first() {
        Deque<Turn> line = peek();
        if (line == null) {
            busy--;
            return null;
        }
        Turn turn = line.remove();
        if (turn.slow()) {
            busySlow++;
        }
        return turn;
    }

    /** In which line the next one stands, of those that may begin. */
    private Deque<Turn> peek() {
        boolean slowMay = !slow.isEmpty() && busySlow < mostSlow;
        if (quick.isEmpty()) {
            return slowMay ? slow : null;
        }
        return slowMay && slow.peek().ticket() < quick.peek().ticket() ? slow : quick;
    }
}
