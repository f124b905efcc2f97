package dev.tollgate.store.postgres.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BiFunction;

/** The database as one store sees it: failures come in that store's own exception, and say what was being done. */
record Access(Database database, BiFunction<String, Throwable, ? extends RuntimeException> failure) {
    <T> T read(String what, Duration patience, Work<T> work) {
        try {
            return database.read(patience, work);
        } catch (SQLException failed) {
            throw failed(what, failed);
        }
    }

    <T> T write(String what, Duration patience, Work<T> work) {
        try {
            return database.write(patience, work);
        } catch (SQLException failed) {
            throw failed(what, failed);
        }
    }

    private RuntimeException failed(String what, SQLException cause) {
        return failure.apply("the store could not " + what + ": " + cause.getMessage(), cause);
    }
}
