package dev.tollgate.capability.db.internal;

import dev.tollgate.capability.db.internal.postgres.TestServer;
import dev.tollgate.capability.db.internal.space.Backend;
import java.util.concurrent.ScheduledExecutorService;

class PostgresLimitTest extends LimitContract {
    @Override
    Backend open(ScheduledExecutorService timer) throws Exception {
        return TestServer.backend(timer);
    }
}
