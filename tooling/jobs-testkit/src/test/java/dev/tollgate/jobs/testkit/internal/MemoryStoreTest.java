package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.store.contract.JobStoreSuite;
import dev.tollgate.store.contract.Stores;
import java.time.Clock;

/** What a test sees in memory is what it would see on disk. */
class MemoryStoreTest extends JobStoreSuite {
    @Override
    protected Stores opened(Clock clock) {
        MemoryStore store = new MemoryStore(clock);
        return new Stores(store.jobs(), store.schedules());
    }
}
