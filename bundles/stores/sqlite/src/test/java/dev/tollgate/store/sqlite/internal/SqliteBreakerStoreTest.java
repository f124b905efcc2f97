package dev.tollgate.store.sqlite.internal;

import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.store.contract.BreakerStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteBreakerStoreTest extends BreakerStoreContract {
    @TempDir
    private Path folder;
    private Database database;

    @Override
    protected BreakerStore open() {
        database = Database.open(folder);
        return new SqliteBreakerStore(database);
    }

    @Override
    protected BreakerStore openAgain() {
        database.close();
        return open();
    }

    @AfterEach
    void close() {
        database.close();
    }
}
