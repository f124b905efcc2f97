package dev.tollgate.capability.db.internal.sqlite;

import dev.tollgate.capability.db.internal.space.Backend;
import java.nio.file.Path;

/** Spaces in a folder of a test. */
public final class TestSqlite {
    private TestSqlite() {
    }

    public static Backend in(Path folder) {
        return new SqliteBackend(folder, 256L << 20, System::nanoTime, () -> Long.MAX_VALUE);
    }
}
