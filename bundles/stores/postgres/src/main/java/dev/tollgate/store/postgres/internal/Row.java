package dev.tollgate.store.postgres.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The row that a query stands on; columns count from 1. */
record Row(ResultSet rows) {
    /** Makes a value of a row. */
    @FunctionalInterface
    interface Reader<T> {
        T of(Row row) throws SQLException;
    }

    boolean truth(int column) throws SQLException {
        return rows.getBoolean(column);
    }

    String text(int column) throws SQLException {
        return rows.getString(column);
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

    int[] numbers(int column) throws SQLException {
        Integer[] values = (Integer[]) rows.getArray(column).getArray();
        int[] numbers = new int[values.length];
        Arrays.setAll(numbers, i -> values[i]);
        return numbers;
    }

    List<String> texts(int column) throws SQLException {
        return List.of((String[]) rows.getArray(column).getArray());
    }

    List<Instant> instants(int column) throws SQLException {
        return Arrays.stream((Long[]) rows.getArray(column).getArray()).map(Instant::ofEpochMilli).toList();
    }

    byte[] bytes(int column) throws SQLException {
        return rows.getBytes(column);
    }

    Optional<String> maybeText(int column) throws SQLException {
        return Optional.ofNullable(rows.getString(column));
    }

    Instant instant(int column) throws SQLException {
        return Instant.ofEpochMilli(rows.getLong(column));
    }

    Optional<Instant> maybeInstant(int column) throws SQLException {
        long millis = rows.getLong(column);
        return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
