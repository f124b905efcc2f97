package dev.tollgate.capability.db.internal;

import dev.tollgate.capability.db.internal.json.PageLimits;
import dev.tollgate.capability.db.internal.space.Backend;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gate on some backend, for each test, and plugins that nobody used before. */
abstract class DbBackends {
    static final int CEILING_MB = 256;
    static final int CONNECTIONS = 3;
    private static final AtomicInteger SLUGS = new AtomicInteger();

    ScheduledExecutorService timer;
    Backend backend;
    DbCapability gate;

    abstract Backend open(ScheduledExecutorService timer) throws Exception;

    @BeforeEach
    void openGate() throws Exception {
        timer = Executors.newSingleThreadScheduledExecutor();
        backend = open(timer);
        gate = gate();
    }

    @AfterEach
    void closeGate() {
        gate.close();
    }

    /** Another one, on the same backend. */
    DbCapability gate() {
        return new DbCapability(Databases.of(backend, CONNECTIONS, timer), CEILING_MB, new PageLimits(100, 16 << 10));
    }

    TestPlugin plugin() {
        return TestPlugin.of(gate, "plugin-" + SLUGS.incrementAndGet());
    }
}
