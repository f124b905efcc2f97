package dev.tollgate.capability.db.internal.space;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** A connection that can do what one plugin may. For one thread at a time; one transaction at a time. */
public interface Link {
    /** What is done on the connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException, GateException;
    }

    /**
     * Does something that the database is to end within the time.
     *
     * @throws GateException what the guest gets to know of an error of the database: numbers, never its text
     */
    <T> T within(Duration remaining, Work<T> work) throws GateException;

    /** Begins a transaction, on the work's connection. */
    void begin(Mode mode, boolean readOnly, long mostBytes, Duration remaining) throws SQLException;

    /** To be called before each statement of a transaction but the first. */
    void arm(Duration remaining) throws SQLException;

    void commit() throws SQLException;

    /** A statement is to write: refuses it with EQUOTA where the space is too large already. */
    void admit(Sql.Kind kind) throws SQLException, GateException;

    /** A statement was run that wrote: refuses it with EQUOTA where the space has become too large. */
    void measure(Sql.Kind kind) throws SQLException, GateException;

    /** Prepares a guest's statement, so that its rows come bit by bit. */
    PreparedStatement prepare(String sql) throws SQLException;

    void bind(PreparedStatement statement, int index, Object value) throws SQLException;

    /** A value of the current row: null, a Number, a Boolean, a String or a byte[]. */
    Object value(ResultSet rows, int column) throws SQLException;

    /** Ends what is open. False where the connection is not as new after it and is to be closed. */
    boolean reset();

    void close();
}
