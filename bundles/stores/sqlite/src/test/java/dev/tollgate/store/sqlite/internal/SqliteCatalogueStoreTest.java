package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.store.contract.CatalogueStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogueStoreTest extends CatalogueStoreContract {
    @TempDir
    private Path folder;
    private Database database;

    @Override
    protected CatalogueStore open() {
        database = Database.open(folder);
        return new SqliteCatalogueStore(database);
    }

    @Test
    void twoCataloguesHaveTwoNamesAndEachKeepsItsOwn(@TempDir Path elsewhere) {
        // The contract has opened it already.
        String name = new SqliteCatalogueStore(database).name();
        database.close();

        assertThat(open().name()).isEqualTo(name).isNotEmpty();
        try (Database other = Database.open(elsewhere)) {
            assertThat(new SqliteCatalogueStore(other).name()).isNotEqualTo(name);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }
}
