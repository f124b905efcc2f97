package dev.tollgate.store.sqlite.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The row that a query stands on; columns count from 1. */
record Row(ResultSet rows) {
    /** Makes a value of a row. */
    @FunctionalInterface
    interface Reader<T> {
        T of(Row row) throws SQLException;
    }

    String text(int column) throws SQLException {
        return rows.getString(column);
    }

    Optional<String> maybeText(int column) throws SQLException {
        return Optional.ofNullable(rows.getString(column));
    }

    int number(int column) throws SQLException {
        return rows.getInt(column);
    }

    long large(int column) throws SQLException {
        return rows.getLong(column);
    }

    Optional<Long> maybeLarge(int column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? Optional.empty() : Optional.of(value);
    }

    byte[] bytes(int column) throws SQLException {
        byte[] value = rows.getBytes(column);
        // The driver reads an empty blob as null.
        return value != null ? value : new byte[0];
    }

    Optional<byte[]> maybeBytes(int column) throws SQLException {
        return rows.getObject(column) == null ? Optional.empty() : Optional.of(bytes(column));
    }

    Instant instant(int column) throws SQLException {
        return Instant.ofEpochMilli(rows.getLong(column));
    }

    Optional<Instant> maybeInstant(int column) throws SQLException {
        return maybeLarge(column).map(Instant::ofEpochMilli);
    }
}
