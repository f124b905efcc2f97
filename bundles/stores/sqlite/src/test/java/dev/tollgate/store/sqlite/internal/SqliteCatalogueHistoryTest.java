package dev.tollgate.store.sqlite.internal;

import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.store.contract.CatalogueHistoryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogueHistoryTest extends CatalogueHistoryContract {
    @TempDir
    private Path folder;
    private Database database;

    @Override
    protected CatalogueStore open() {
        database = Database.open(folder);
        return new SqliteCatalogueStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }
}
