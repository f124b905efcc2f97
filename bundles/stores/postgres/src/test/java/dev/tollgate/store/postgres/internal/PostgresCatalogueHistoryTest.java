package dev.tollgate.store.postgres.internal;

import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.store.contract.CatalogueHistoryContract;
import org.junit.jupiter.api.AfterEach;

class PostgresCatalogueHistoryTest extends CatalogueHistoryContract {
    private final TestDatabases nodes = new TestDatabases();

    @Override
    protected CatalogueStore open() {
        return new PostgresCatalogueStore(nodes.empty());
    }

    @AfterEach
    void close() {
        nodes.close();
    }
}
