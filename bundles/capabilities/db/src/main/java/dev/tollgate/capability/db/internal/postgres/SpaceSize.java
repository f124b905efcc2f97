package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How large a plugin's space is. PostgreSQL has no quota; so it is measured after each statement that writes, in its transaction,
 * which is rolled back where the space is too large then. What was rolled back still takes its place on the disk: until a VACUUM gave it
 * back, nothing more is written.
 */
final class SpaceSize {
    private static final String MEASURE = """
            SELECT coalesce(sum(pg_catalog.pg_total_relation_size(c.oid)), 0) FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind = 'r'""";

    private final String schema;
    private final Runnable vacuum;
    private volatile long last;

    /** @param vacuum starts to give back the room of rows that are gone, and does not wait for it */
    SpaceSize(SpaceNames names, Runnable vacuum) {
        this.schema = names.guest();
        this.vacuum = vacuum;
    }

    void admit(Connection connection, long mostBytes) throws SQLException, GateException {
        if (last > mostBytes) {
            check(connection, mostBytes);
        }
    }

    void check(Connection connection, long mostBytes) throws SQLException, GateException {
        last = measure(connection);
        if (last > mostBytes) {
            vacuum.run();
            throw new GateException(Errno.EQUOTA, "the space has " + last + " bytes, allowed are " + mostBytes);
        }
    }

    private long measure(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MEASURE)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
