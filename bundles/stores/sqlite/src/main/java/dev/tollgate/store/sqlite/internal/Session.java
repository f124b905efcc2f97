package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection with its statements, each prepared once. For one thread at a time; a statement is not used again while its
 * rows are read. Every SQL text is a constant, so that there is an end to the statements that are kept.
 */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** How many rows it changed. */
    int update(String sql, Object... arguments) throws SQLException {
        return bound(sql, arguments).executeUpdate();
    }

    /** For statements that are neither a query nor change rows. */
    void run(String sql) throws SQLException {
        bound(sql).execute();
    }

    /** Runs several statements, which are not kept. */
    void script(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    <T> List<T> all(String sql, Row.Reader<T> reader, Object... arguments) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            Row row = new Row(rows);
            while (rows.next()) {
                found.add(reader.of(row));
            }
        }
        return found;
    }

    /** Reads rows for as long as the reader answers true. */
    void scan(String sql, Row.Reader<Boolean> reader, Object... arguments) throws SQLException {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            Row row = new Row(rows);
            while (rows.next() && reader.of(row)) {
                continue;
            }
        }
    }

    /** The first row; the rest is not looked for. */
    <T> Optional<T> first(String sql, Row.Reader<T> reader, Object... arguments) throws SQLException {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            return rows.next() ? Optional.of(reader.of(new Row(rows))) : Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement bound(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, plain(arguments[i]));
        }
        return statement;
    }

    private static Object plain(Object argument) {
        if (argument instanceof Optional<?> maybe) {
            return maybe.map(Session::plain).orElse(null);
        }
        if (argument instanceof Instant instant) {
            return Times.millis(instant);
        }
        if (argument instanceof Enum<?> constant) {
            return constant.name();
        }
        if (argument instanceof JobId id) {
            return id.value();
        }
        return argument;
    }
}
