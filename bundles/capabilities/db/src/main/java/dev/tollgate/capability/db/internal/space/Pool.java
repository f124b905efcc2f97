package dev.tollgate.capability.db.internal.space;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one plugin. They are opened on another thread, because whoever waits has a deadline and connecting has none
 * that is fine enough.
 */
public final class Pool {
    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    private final Opening opening;
    private final int most;
    private final Executor executor;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Deque<GateException> failures = new ArrayDeque<>();
    private int open;
    private int connecting;
    private int waiting;
    private boolean closed;

    public Pool(Opening opening, int most, Executor executor, InstantSource clock) {
        this.opening = opening;
        this.most = most;
        this.executor = executor;
        this.clock = clock;
    }

    /** Opens a connection. */
    @FunctionalInterface
    public interface Opening {
        Link open() throws GateException;
    }

    private record Idle(Link link, Instant since) {
    }

    /** A connection for this caller alone, which gives it back. */
    public Link lease(Duration patience) throws GateException {
        lock.lock();
        waiting++;
        try {
            long nanos = patience.toNanos();
            while (true) {
                if (closed) {
                    throw new GateException(Errno.EUNAVAILABLE, "the plugin's space is closed");
                }
                if (!idle.isEmpty()) {
                    return idle.pollLast().link();
                }
                if (!failures.isEmpty()) {
                    throw failures.poll();
                }
                if (open < most) {
                    connect();
                }
                if (idle.isEmpty() && failures.isEmpty()) {
                    if (nanos <= 0) {
                        throw nothingFree();
                    }
                    nanos = changed.awaitNanos(nanos);
                }
            }
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
            throw new GateException(Errno.ETIMEOUT, "interrupted while waiting for a connection");
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** Takes a connection back, and makes sure that nothing of its use is left. */
    public void giveBack(Link link) {
        boolean asNew = link.reset();
        lock.lock();
        try {
            if (asNew && !closed) {
                idle.add(new Idle(link, clock.instant()));
                changed.signalAll();
                return;
            }
            open--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        link.close();
    }

    /** Closes what nobody used for so long. */
    public void sweep(Duration idleFor) {
        closeIdle(clock.instant().minus(idleFor));
    }

    /** Those that are in use are closed when they come back. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        closeIdle(Instant.MAX);
    }

    private void closeIdle(Instant until) {
        Deque<Link> old = new ArrayDeque<>();
        lock.lock();
        try {
            while (!idle.isEmpty() && !idle.peekFirst().since().isAfter(until)) {
                old.add(idle.pollFirst().link());
                open--;
            }
        } finally {
            lock.unlock();
        }
        old.forEach(Link::close);
    }

    private GateException nothingFree() {
        return connecting > 0 ? new GateException(Errno.EUNAVAILABLE, "the database did not answer in time")
                : new GateException(Errno.EBUSY, "no connection became free; connections.per.plugin is " + most);
    }

    private void connect() throws GateException {
        try {
            open++;
            connecting++;
            executor.execute(this::openOne);
        } catch (RejectedExecutionException ending) {
            open--;
            connecting--;
            throw new GateException(Errno.EUNAVAILABLE, "the db gate is being replaced");
        }
    }

    private void openOne() {
        Link link = null;
        GateException failure = null;
        try {
            link = opening.open();
        } catch (GateException refused) {
            failure = refused;
        } catch (RuntimeException | LinkageError broken) {
            LOG.warn("db: no connection", broken);
            failure = new GateException(Errno.EUNAVAILABLE, "no connection to the database");
        }
        lock.lock();
        try {
            connecting--;
            if (link != null && !closed) {
                idle.add(new Idle(link, clock.instant()));
                link = null;
            } else {
                open--;
                if (failure != null && waiting > failures.size()) {
                    failures.add(failure);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (link != null) {
            link.close();
        }
    }
}
