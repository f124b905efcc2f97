package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.space.Link;
import dev.tollgate.capability.db.internal.space.Mode;
import dev.tollgate.capability.db.internal.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of a plugin's own role. */
final class PostgresLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLink.class);
    private static final PostgresRefusals REFUSALS = new PostgresRefusals();
    private static final int FETCH_ROWS = 100;
    private static final Duration RESET = Duration.ofSeconds(5);

    private final Connection connection;
    private final SpaceSize size;
    private final PostgresTypes types = new PostgresTypes();
    private final Canceller canceller;
    private boolean armed;
    private boolean lost;
    private long mostBytes;

    PostgresLink(Connection connection, SpaceSize size, ScheduledExecutorService timer) {
        this.connection = connection;
        this.size = size;
        this.canceller = new Canceller(connection, timer);
    }

    @Override
    public <T> T within(Duration remaining, Work<T> work) throws GateException {
        try (Canceller.Watch watch = canceller.in(remaining)) {
            return work.on(connection);
        } catch (SQLException failed) {
            GateException refusal = REFUSALS.of(failed);
            lost |= refusal.errno() == Errno.EUNAVAILABLE || refusal.errno() == Errno.EINTERNAL || refusal.errno() == Errno.ETOOBIG;
            throw refusal;
        }
    }

    @Override
    public void begin(Mode mode, boolean readOnly, long most, Duration remaining) throws SQLException {
        mostBytes = most;
        connection.setAutoCommit(false);
        String level = mode == Mode.GUEST ? "SERIALIZABLE" : "READ COMMITTED";
        String access = mode.writes() && !readOnly ? "READ WRITE" : "READ ONLY";
        run("SET TRANSACTION ISOLATION LEVEL " + level + ", " + access + "; SET LOCAL TIME ZONE 'UTC'; " + limits(remaining));
        armed = mode != Mode.GUEST;
    }

    @Override
    public void arm(Duration remaining) throws SQLException {
        if (!armed) {
            run(limits(remaining));
        }
        armed = false;
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void admit(Sql.Kind kind) throws SQLException, GateException {
        if (kind == Sql.Kind.WRITE) {
            size.admit(connection, mostBytes);
        }
    }

    @Override
    public void measure(Sql.Kind kind) throws SQLException, GateException {
        if (kind == Sql.Kind.WRITE) {
            size.check(connection, mostBytes);
        }
    }

    @Override
    public PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(FETCH_ROWS);
        return statement;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        types.bind(statement, index, value);
    }

    @Override
    public Object value(ResultSet rows, int column) throws SQLException {
        return types.value(rows, column);
    }

    /** DISCARD ALL takes back settings, locks, prepared statements, listening and temporary tables. */
    @Override
    public boolean reset() {
        if (lost || canceller.late()) {
            return false;
        }
        try (Canceller.Watch watch = canceller.in(RESET)) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            run("DISCARD ALL");
        } catch (SQLException failed) {
            LOG.debug("a connection is closed, it could not be reset: {}", REFUSALS.code(failed));
            return false;
        }
        return !canceller.late();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            LOG.debug("a connection to a plugin's space did not close: {}", REFUSALS.code(failed));
        }
    }

    private static String limits(Duration remaining) {
        long millis = Math.max(1, remaining.toMillis());
        return "SET LOCAL statement_timeout = " + millis + "; SET LOCAL lock_timeout = " + Math.max(1, millis / 2)
                + "; SET LOCAL idle_in_transaction_session_timeout = " + (millis + RESET.toMillis());
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
