package dev.tollgate.store.postgres.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGStatement;

/** A connection as stores use it. The driver itself keeps the statements that come often prepared on the server. */
record Session(Connection connection, boolean planningAnew) {
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    Session(Connection connection) {
        this(connection, false);
    }

    /**
     * The same for statements about many rows, whose plan is made for the size that a table has now: one that was kept from when it
     * was small can read all of it for each row.
     */
    Session planned() {
        return new Session(connection, true);
    }

    /** How many rows it changed. */
    int update(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = bound(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> all(String sql, Row.Reader<T> reader, Object... arguments) throws SQLException {
        try (PreparedStatement statement = bound(sql, arguments); ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            Row row = new Row(rows);
            while (rows.next()) {
                found.add(reader.of(row));
            }
            return found;
        }
    }

    <T> Optional<T> first(String sql, Row.Reader<T> reader, Object... arguments) throws SQLException {
        try (PreparedStatement statement = bound(sql, arguments); ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.of(new Row(rows))) : Optional.empty();
        }
    }

    /** Runs several statements. */
    void script(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PreparedStatement bound(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        if (planningAnew) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i] instanceof Optional<?> maybe ? maybe.orElse(null) : arguments[i];
            if (argument == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, argument instanceof Instant instant ? millis(instant) : argument);
            }
        }
        return statement;
    }

    /** As far as a long reaches. */
    private static long millis(Instant instant) {
        if (instant.isAfter(LAST)) {
            return Long.MAX_VALUE;
        }
        return instant.isBefore(FIRST) ? Long.MIN_VALUE : instant.toEpochMilli();
    }
}
