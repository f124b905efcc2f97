package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.kv.KvStoreException;
import java.sql.SQLException;
import java.time.Duration;

/** The database as the store of values sees it: failures come in its own exception, and say what was being done. */
record Access(Database database) {
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

    private static KvStoreException failed(String what, SQLException cause) {
        return new KvStoreException("the store could not " + what + ": " + cause.getMessage(), cause);
    }
}
