package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.store.contract.SettingsStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteSettingsStoreTest extends SettingsStoreContract {
    @TempDir
    private Path folder;
    private Database database;

    @Override
    protected SettingsStore open() {
        database = Database.open(folder);
        return new SqliteSettingsStore(database);
    }

    @Override
    protected SettingsStore openAgain() {
        database.close();
        return open();
    }

    @AfterEach
    void close() {
        database.close();
    }
}
