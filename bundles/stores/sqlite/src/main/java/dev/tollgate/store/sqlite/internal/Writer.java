package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit. SQLite has one writer at a time and each commit waits for the disk, so one thread writes: what arrives
 * while a commit is under way shares the next one, and the disk is waited for once for all of it. Each caller is answered
 * after the commit that holds its work, and only then.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    /** Bounds how long the first of a group waits for the last. */
    private static final int LARGEST_GROUP = 1_000;

    private final Session session;
    private final BlockingQueue<PendingWrite<?>> queue = new LinkedBlockingQueue<>();
    private final PendingWrite<Void> end = new PendingWrite<>(none -> null);
    private final AtomicLong commits = new AtomicLong();
    private final Thread thread;
    private boolean closed;

    Writer(Session session) {
        this.session = session;
        this.thread = new Thread(this::serve, "tollgate-sqlite-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns when the work is on the disk. An interrupt does not end the wait: it could not take the work back, and the
     * caller would not know what became of it.
     */
    <T> T write(Work<T> work) throws SQLException {
        PendingWrite<T> pending = new PendingWrite<>(work);
        synchronized (this) {
            if (closed) {
                throw new SQLException("the store is closed");
            }
            queue.add(pending);
        }
        try {
            return pending.answer().join();
        } catch (CompletionException failed) {
            throw asThrown(failed.getCause());
        }
    }

    /** Ends after everything that was asked before. */
    @Override
    public void close() throws SQLException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(end);
        }
        end.answer().join();
        session.close();
    }

    long commits() {
        return commits.get();
    }

    /** How much waits for the next commit. */
    int waiting() {
        return queue.size();
    }

    private void serve() {
        List<PendingWrite<?>> group = new ArrayList<>();
        boolean more = true;
        while (more) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException stray) {
                LOG.debug("nobody interrupts the writer; close() ends it", stray);
                continue;
            }
            queue.drainTo(group, LARGEST_GROUP - 1);
            more = !group.remove(end);
            if (!group.isEmpty()) {
                commit(group);
            }
        }
        end.committed();
    }

    private void commit(List<PendingWrite<?>> group) {
        try {
            session.run("BEGIN IMMEDIATE");
            for (PendingWrite<?> pending : group) {
                pending.attempt(session);
            }
            session.run("COMMIT");
        } catch (Throwable failed) {
            // Errors too: were this thread to end, every later caller would wait for ever.
            rollBack();
            group.forEach(pending -> pending.failed(failed));
            return;
        }
        commits.incrementAndGet();
        group.forEach(PendingWrite::committed);
    }

    private void rollBack() {
        try {
            session.run("ROLLBACK");
        } catch (SQLException already) {
            LOG.debug("SQLite had rolled back by itself", already);
        }
    }

    /** What was thrown on the writer's thread, with the caller's stack where that can be had. */
    private static SQLException asThrown(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return new SQLException(cause.getMessage(), cause);
    }
}
