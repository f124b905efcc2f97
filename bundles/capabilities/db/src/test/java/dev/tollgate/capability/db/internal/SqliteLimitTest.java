package dev.tollgate.capability.db.internal;

import dev.tollgate.capability.db.internal.space.Backend;
import dev.tollgate.capability.db.internal.sqlite.TestSqlite;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.io.TempDir;

class SqliteLimitTest extends LimitContract {
    @TempDir
    Path folder;

    @Override
    Backend open(ScheduledExecutorService timer) {
        return TestSqlite.in(folder);
    }
}
