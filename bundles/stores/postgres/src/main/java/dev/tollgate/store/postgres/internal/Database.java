package dev.tollgate.store.postgres.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL database with the schema of this version. A statement that runs for too long is ended by the server; an answer
 * that does not come is waited for as long as the caller's patience lasts.
 */
final class Database implements AutoCloseable {
    /** How often a transaction is done that the server undoes for another's sake. */
    static final int ATTEMPTS = 4;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /**
     * Every statement here finds its rows by an index. A planner whose statistics are those of an empty table thinks otherwise, and
     * keeps to it for as long as the plan is kept.
     */
    private static final String PLANS = " -c jit=off -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off"
            + " -c enable_mergejoin=off";
    private static final Duration STATEMENT = Duration.ofSeconds(10);
    /** A connection is not given up for a call that had only a moment left: to make another costs the server more. */
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);
    private static final Duration MOST_PATIENCE = STATEMENT.plusSeconds(5);

    /** Who listens notices within this time that the server is not there any more, and that one cannot be connected to. */
    private static final Duration LISTENING = Duration.ofSeconds(2);

    private final PostgresSettings settings;
    private final DataSource connections;
    private final DatabaseClock clock;

    private Database(PostgresSettings settings, DataSource connections, DatabaseClock clock) {
        this.settings = settings;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * @throws SQLException       when the database cannot be reached now, or does not let us in
     * @throws StoreOpenException when it is reached, and is not for this version
     */
    static Database open(PostgresSettings settings) throws SQLException {
        // Before there is a pool, which answers with an unchecked exception and starts threads.
        try (Connection connection = source(settings).getConnection()) {
            Session session = new Session(connection);
            Schema.bringForward(session, settings.toString());
            connection.setAutoCommit(true);
            DatabaseClock clock = DatabaseClock.measured(session, System::nanoTime);
            return new Database(settings, new HikariDataSource(pool(settings)), clock);
        }
    }

    /** The same with a connection for each use: an administrator does not wait for those that plugins hold. */
    Database unpooled() {
        PGSimpleDataSource source = source(settings);
        // Also while the server lets it in, when nobody's patience is known to the driver yet.
        source.setSocketTimeout((int) MOST_PATIENCE.toSeconds());
        return new Database(settings, source, clock);
    }

    /** A connection of its own that is told what happens on a channel. */
    Connection listen(String channel) throws SQLException {
        PGSimpleDataSource source = source(settings);
        source.setApplicationName("tollgate " + channel);
        source.setConnectTimeout((int) LISTENING.toSeconds());
        source.setSocketTimeout((int) LISTENING.toSeconds());
        Connection connection = source.getConnection();
        try {
            new Session(connection).script("LISTEN " + channel);
            return connection;
        } catch (SQLException failed) {
            connection.abort(Runnable::run);
            throw failed;
        }
    }

    /**
     * A connection of its own for locks that last as long as it does. Its server notices within half a minute that this machine is
     * gone, and gives them free; it does not mind a process that is only stopped.
     */
    Connection guard() throws SQLException {
        PGSimpleDataSource source = source(settings);
        source.setApplicationName("tollgate exclusive");
        source.setConnectTimeout((int) LISTENING.toSeconds());
        source.setSocketTimeout((int) LISTENING.toSeconds());
        source.setOptions("-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");
        return source.getConnection();
    }

    /** What time it is in the database. */
    DatabaseClock clock() {
        return clock;
    }

    /** Work of one statement, which is a transaction of its own. */
    <T> T read(Duration patience, Work<T> work) throws SQLException {
        return connected(patience, work);
    }

    <T> T write(Duration patience, Work<T> work) throws SQLException {
        long start = System.nanoTime();
        for (int attempt = 1;; attempt++) {
            try {
                return connected(patience.minusNanos(System.nanoTime() - start), session -> committed(session, work));
            } catch (SQLException failed) {
                if (!Failures.undone(failed) || attempt == ATTEMPTS) {
                    throw failed;
                }
            }
        }
    }

    @Override
    public void close() {
        if (connections instanceof HikariDataSource pool) {
            pool.close();
        }
    }

    private <T> T connected(Duration patience, Work<T> work) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, millis(patience));
            return work.in(new Session(connection));
        } catch (SQLException failed) {
            if (connections instanceof HikariDataSource pool && Failures.lost(failed)) {
                pool.getHikariPoolMXBean().softEvictConnections();
            }
            throw failed;
        }
    }

    private static <T> T committed(Session session, Work<T> work) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            T result = work.in(session);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException failed) {
            try {
                connection.rollback();
            } catch (SQLException gone) {
                failed.addSuppressed(gone);
            }
            throw failed;
        }
    }

    private static int millis(Duration patience) {
        Duration least = patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience;
        return (int) (least.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : least).toMillis();
    }

    private static HikariConfig pool(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("tollgate-postgres");
        // An object: a class's name could not be loaded across bundles.
        config.setDataSource(source(settings));
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private static PGSimpleDataSource source(PostgresSettings settings) {
        PGSimpleDataSource source = settings.dataSource();
        source.setApplicationName("tollgate");
        source.setConnectTimeout((int) CONNECT.toSeconds());
        source.setTcpKeepAlive(true);
        // A transaction whose client is lost does not hold its rows for longer than this.
        source.setOptions("-c statement_timeout=" + STATEMENT.toMillis()
                + " -c idle_in_transaction_session_timeout=" + STATEMENT.toMillis() + " -c synchronous_commit=on" + PLANS);
        return source;
    }
}
