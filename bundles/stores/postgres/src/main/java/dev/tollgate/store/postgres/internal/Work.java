package dev.tollgate.store.postgres.internal;

import java.sql.SQLException;

/** Something to do in a transaction; it is done again where the server undid it for another's sake. */
@FunctionalInterface
interface Work<T> {
    T in(Session session) throws SQLException;
}
