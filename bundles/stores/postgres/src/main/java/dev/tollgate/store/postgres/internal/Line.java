package dev.tollgate.store.postgres.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A connection of its own that is told what happens on a channel; opened by whoever needs it, and again after it was lost. */
final class Line implements AutoCloseable {
    /** A server that closes connections as soon as they are made is not asked for the next one without end. */
    private static final Duration AFTER_LOSS = Duration.ofMillis(50);

    private final Database database;
    private final String channel;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Connection listening;

    Line(Database database, String channel) {
        this.database = database;
        this.channel = channel;
    }

    /** Whether it is a new one: what happened before it was not told. */
    boolean open() throws SQLException {
        boolean fresh = listening == null;
        if (fresh) {
            listening = database.listen(channel);
        }
        if (closed()) {
            drop();
            throw new SQLException("it is closed");
        }
        return fresh;
    }

    Session session() throws SQLException {
        Connection connection = listening;
        if (connection == null) {
            throw new SQLException("it is lost");
        }
        return new Session(connection);
    }

    /** What was told until something is or the time is over; a line that is lost meanwhile is dropped. */
    List<String> await(Duration atMost) {
        Connection connection = listening;
        if (connection == null) {
            rest(atMost);
            return List.of();
        }
        try {
            PGNotification[] told = connection.unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
            return told == null ? List.of() : Stream.of(told).map(PGNotification::getParameter).toList();
        } catch (SQLException lost) {
            drop();
            rest(AFTER_LOSS);
            return List.of();
        }
    }

    void drop() {
        Connection connection = listening;
        listening = null;
        if (connection != null) {
            try {
                // Not closed: that would say goodbye to a server that may not listen.
                connection.abort(Runnable::run);
            } catch (SQLException gone) {
                // As it should be.
            }
        }
    }

    boolean closed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        drop();
    }

    private void rest(Duration time) {
        try {
            closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
