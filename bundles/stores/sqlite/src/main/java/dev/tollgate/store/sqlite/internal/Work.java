package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;

/** Something to do in a transaction. */
@FunctionalInterface
interface Work<T> {
    T in(Session session) throws SQLException;
}
