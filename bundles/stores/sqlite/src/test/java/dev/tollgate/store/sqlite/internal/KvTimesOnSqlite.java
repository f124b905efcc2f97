package dev.tollgate.store.sqlite.internal;

import dev.tollgate.store.contract.KvTimes;
import java.nio.file.Path;

/** How long kv takes on this machine's disk, in a folder that is given. */
final class KvTimesOnSqlite {
    private KvTimesOnSqlite() {
    }

    public static void main(String[] arguments) {
        try (Database database = Database.open(Path.of(arguments[0]))) {
            new KvTimes(new SqliteKvStore(database)).print("SQLite");
        }
    }
}
