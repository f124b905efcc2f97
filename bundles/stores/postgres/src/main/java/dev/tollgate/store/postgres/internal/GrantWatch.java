package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.grant.Grant;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/**
 * Follows the number of the last decision, on a connection of its own. Notifications only end the waiting: each look asks for the
 * number, so that one that was lost costs time and nothing else.
 */
final class GrantWatch implements GrantStore.Watch {
    private static final String NUMBER = "SELECT number FROM tollgate.grant_change";
    /** A server that closes connections as soon as they are made is not asked for the next one without end. */
    private static final Duration AFTER_LOSS = Duration.ofMillis(50);

    private final Database database;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Connection listening;
    private OptionalLong seen = OptionalLong.empty();

    GrantWatch(Database database) {
        this.database = database;
    }

    @Override
    public Optional<List<Grant>> changed() {
        try {
            Session session = new Session(connected());
            long number = session.first(NUMBER, row -> row.large(1)).orElseThrow(() -> new SQLException("tollgate.grant_change has no row"));
            if (seen.isPresent() && seen.getAsLong() == number) {
                return Optional.empty();
            }
            List<Grant> all = PostgresGrantStore.all(session);
            seen = OptionalLong.of(number);
            return Optional.of(all);
        } catch (SQLException failed) {
            drop();
            throw new StoreException("the store could not read grants: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void await(Duration atMost) {
        Connection connection = listening;
        if (connection == null) {
            rest(atMost);
            return;
        }
        try {
            connection.unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
        } catch (SQLException lost) {
            drop();
            rest(AFTER_LOSS);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        drop();
    }

    private Connection connected() throws SQLException {
        Connection connection = listening;
        if (connection == null) {
            connection = database.listen(PostgresGrantStore.CHANNEL);
            listening = connection;
            // Another server may have taken over meanwhile, with other decisions under the same numbers.
            seen = OptionalLong.empty();
        }
        if (closed.getCount() == 0) {
            drop();
            throw new SQLException("it is closed");
        }
        return connection;
    }

    private void drop() {
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

    private void rest(Duration time) {
        try {
            closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
