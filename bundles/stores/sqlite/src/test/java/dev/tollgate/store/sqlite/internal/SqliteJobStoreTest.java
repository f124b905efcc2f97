package dev.tollgate.store.sqlite.internal;

import dev.tollgate.store.contract.JobStoreSuite;
import dev.tollgate.store.contract.Stores;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteJobStoreTest extends JobStoreSuite {
    @TempDir
    private Path folder;
    private Database database;

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Stores opened(Clock clock) {
        database = Database.open(folder);
        return new Stores(new SqliteJobStore(database, clock), new SqliteScheduleStore(database, clock));
    }
}
