package dev.tollgate.capability.db.internal.postgres;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Values to and from PostgreSQL. Strings go without a type, so that they become what the place they stand in wants; whole numbers go in
 * the smallest type that holds them, because the server widens and does not narrow.
 */
final class PostgresTypes {
    void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Long number && number == number.intValue()) {
            statement.setInt(index, number.intValue());
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Double number) {
            statement.setDouble(index, number);
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(index, truth);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setString(index, (String) value);
        }
    }

    /** What has no counterpart in JSON is its text. */
    Object value(ResultSet rows, int column) throws SQLException {
        Object value = switch (rows.getMetaData().getColumnType(column)) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> (Object) rows.getLong(column);
            case Types.REAL, Types.DOUBLE -> rows.getDouble(column);
            case Types.NUMERIC -> number(rows.getString(column));
            case Types.BIT -> rows.getMetaData().getColumnTypeName(column).equals("bool") ? rows.getBoolean(column) : rows.getString(column);
            case Types.BINARY -> rows.getBytes(column);
            default -> rows.getString(column);
        };
        return rows.wasNull() ? null : value;
    }

    private static Object number(String text) {
        boolean finite = text != null && !text.equals("NaN") && !text.endsWith("Infinity");
        return finite ? new BigDecimal(text) : text;
    }
}
