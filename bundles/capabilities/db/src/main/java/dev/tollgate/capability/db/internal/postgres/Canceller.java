package dev.tollgate.capability.db.internal.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the server ends a statement at the deadline, even where the server's own time-out were switched off: it sends the server
 * a cancel request. Should the server not answer at all, the socket's time-out ends the wait.
 */
final class Canceller {
    private static final Logger LOG = LoggerFactory.getLogger(Canceller.class);
    private static final Duration SOCKET_GRACE = Duration.ofSeconds(2);

    private final Connection connection;
    private final ScheduledExecutorService timer;
    private volatile boolean late;

    Canceller(Connection connection, ScheduledExecutorService timer) {
        this.connection = connection;
        this.timer = timer;
    }

    /** Watches what is done until it is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    Watch in(Duration remaining) throws SQLException {
        long millis = Math.max(1, remaining.toMillis());
        connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, millis + SOCKET_GRACE.toMillis()));
        ScheduledFuture<?> cancel = timer.schedule(this::cancel, millis, TimeUnit.MILLISECONDS);
        return () -> cancel.cancel(false);
    }

    /** Whether a cancel request was sent, which can reach the server when it is at the next statement. */
    boolean late() {
        return late;
    }

    private void cancel() {
        late = true;
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException failed) {
            LOG.warn("db: a statement could not be cancelled (SQLSTATE {})", failed.getSQLState());
        }
    }
}
