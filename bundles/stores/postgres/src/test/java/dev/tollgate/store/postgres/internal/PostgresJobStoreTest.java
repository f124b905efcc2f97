package dev.tollgate.store.postgres.internal;

import dev.tollgate.store.contract.JobStoreSuite;
import dev.tollgate.store.contract.Stores;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;

class PostgresJobStoreTest extends JobStoreSuite {
    private TestNode node;

    @AfterEach
    void close() {
        node.close();
    }

    @Override
    protected Stores opened(Clock clock) {
        try {
            node = new TestNode(TestServer.empty(), clock);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
        return node.stores();
    }
}
