package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A few read-only sessions: in write-ahead mode readers see the last commit and wait for no writer. */
final class Readers implements AutoCloseable {
    private static final int SESSIONS = 2;

    /** The sessions that nobody uses; after the close a single empty one, which everybody puts back. */
    private final BlockingQueue<Optional<Session>> free = new LinkedBlockingQueue<>();

    Readers(Connections connections) throws SQLException {
        for (int i = 0; i < SESSIONS; i++) {
            free.add(Optional.of(connections.reading()));
        }
    }

    <T> T read(Work<T> work) throws SQLException {
        Optional<Session> session = take();
        try {
            return work.in(session.orElseThrow(() -> new SQLException("the store is closed")));
        } finally {
            free.add(session);
        }
    }

    /** Waits for the reads that are under way. */
    @Override
    public void close() throws SQLException {
        for (int i = 0; i < SESSIONS; i++) {
            Optional<Session> session = take();
            if (session.isEmpty()) {
                break; // closed already
            }
            session.get().close();
        }
        free.add(Optional.empty());
    }

    private Optional<Session> take() throws SQLException {
        try {
            return free.take();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting to read", impatient);
        }
    }
}
