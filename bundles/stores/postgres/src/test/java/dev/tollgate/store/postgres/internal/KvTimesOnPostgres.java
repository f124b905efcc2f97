package dev.tollgate.store.postgres.internal;

import dev.tollgate.store.contract.KvTimes;
import java.sql.SQLException;

/** How long kv takes on a PostgreSQL on this machine. */
final class KvTimesOnPostgres {
    private KvTimesOnPostgres() {
    }

    public static void main(String[] arguments) throws SQLException {
        try (Database database = Database.open(TestServer.empty())) {
            new KvTimes(new PostgresKvStore(database)).print("PostgreSQL");
        }
    }
}
