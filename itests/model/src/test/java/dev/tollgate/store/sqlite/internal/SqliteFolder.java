package dev.tollgate.store.sqlite.internal;

import dev.tollgate.lifecycle.internal.NodeStores;
import java.nio.file.Path;
import java.time.Clock;

/** Opens the stores of one data folder. */
public final class SqliteFolder {
    private SqliteFolder() {
    }

    public static NodeStores open(Path folder, Clock clock) {
        Database database = Database.open(folder);
        return new NodeStores(new SqliteCatalogueStore(database), new SqliteGrantStore(database), new SqliteBreakerStore(database),
                new SqliteJobStore(database, clock), new SqliteScheduleStore(database, clock), database::close);
    }
}
