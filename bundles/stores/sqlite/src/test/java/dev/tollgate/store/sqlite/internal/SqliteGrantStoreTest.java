package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.store.contract.GrantStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteGrantStoreTest extends GrantStoreContract {
    @TempDir
    private Path folder;
    private Database database;

    @Override
    protected GrantStore open() {
        database = Database.open(folder);
        return new SqliteGrantStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nobodyElseDecidesInIt() {
        assertThat(new SqliteGrantStore(database).watch()).isEmpty();
    }
}
