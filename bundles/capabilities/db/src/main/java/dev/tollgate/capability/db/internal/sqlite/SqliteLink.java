package dev.tollgate.capability.db.internal.sqlite;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.space.Link;
import dev.tollgate.capability.db.internal.space.Mode;
import dev.tollgate.capability.db.internal.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * A connection to one plugin's file. Everything goes through prepareStatement: the driver's own commands, which write files, exist only in
 * createStatement.
 */
final class SqliteLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLink.class);
    private static final int PAGE_BYTES = 4096;
    private static final SqliteRefusals REFUSALS = new SqliteRefusals();

    private final SQLiteConnection connection;
    private final Deadline deadline;
    private boolean begun;

    SqliteLink(SQLiteConnection connection, Deadline deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    @Override
    public <T> T within(Duration remaining, Work<T> work) throws GateException {
        try {
            limit(remaining);
            return work.on(connection);
        } catch (SQLException failed) {
            if (deadline.full()) {
                throw new GateException(Errno.EQUOTA, "the disk is nearly full, the statement was ended");
            }
            throw REFUSALS.of(failed);
        }
    }

    /** A transaction of the guest's takes the write lock at once: one that took it later could only fail then. */
    @Override
    public void begin(Mode mode, boolean readOnly, long mostBytes, Duration remaining) throws SQLException {
        boolean writes = mode.writes() && !readOnly;
        run("PRAGMA query_only = " + (writes ? 0 : 1));
        run("PRAGMA max_page_count = " + Math.max(1, mostBytes / PAGE_BYTES));
        run(writes ? "BEGIN IMMEDIATE" : "BEGIN");
        begun = true;
    }

    @Override
    public void arm(Duration remaining) throws SQLException {
        limit(remaining);
    }

    @Override
    public void commit() throws SQLException {
        run("COMMIT");
        begun = false;
    }

    @Override
    public void admit(Sql.Kind kind) {
        // SQLite counts pages itself.
    }

    @Override
    public void measure(Sql.Kind kind) {
        // As above.
    }

    @Override
    public PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Boolean truth) {
            statement.setInt(index, truth ? 1 : 0);
        } else {
            statement.setObject(index, value);
        }
    }

    @Override
    public Object value(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column);
    }

    /** Some errors end the transaction by themselves; a connection of which that is not certain is closed. */
    @Override
    public boolean reset() {
        if (!begun) {
            return true;
        }
        begun = false;
        try {
            limit(Duration.ofSeconds(1));
            run("ROLLBACK");
            return true;
        } catch (SQLException failed) {
            LOG.debug("a connection is closed, it could not roll back: {}", REFUSALS.code(failed));
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            LOG.warn("a connection to a plugin's space did not close: {}", REFUSALS.code(failed));
        }
    }

    Connection connection() {
        return connection;
    }

    void run(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private void limit(Duration remaining) throws SQLException {
        deadline.in(remaining);
        connection.setBusyTimeout((int) Math.max(1, Math.min(Integer.MAX_VALUE, remaining.toMillis() / 2)));
    }
}
