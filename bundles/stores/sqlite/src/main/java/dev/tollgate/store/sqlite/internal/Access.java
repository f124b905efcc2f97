package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;
import java.util.function.BiFunction;

/** The database as one store sees it: failures come in that store's own exception, and say what was being done. */
record Access(Database database, BiFunction<String, Throwable, ? extends RuntimeException> failure) {
    <T> T write(String what, Work<T> work) {
        try {
            return database.write(work);
        } catch (SQLException failed) {
            throw failed(what, failed);
        }
    }

    <T> T read(String what, Work<T> work) {
        try {
            return database.read(work);
        } catch (SQLException failed) {
            throw failed(what, failed);
        }
    }

    private RuntimeException failed(String what, SQLException cause) {
        return failure.apply("the store could not " + what + ": " + cause.getMessage(), cause);
    }
}
