package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.store.contract.AuditStoreContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresAuditStoreTest extends AuditStoreContract {
    private Database database;
    private Nodes nodes;
    private PostgresJobStore jobs;

    @Override
    protected All open() {
        try {
            database = Database.open(TestServer.empty());
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        nodes = Nodes.of(database);
        jobs = new PostgresJobStore(database, nodes);
        return new All(new PostgresAuditStore(database), new PostgresCatalogueStore(database), new PostgresGrantStore(database),
                new PostgresBreakerStore(database), new PostgresSettingsStore(database), jobs);
    }

    @AfterEach
    void close() throws Exception {
        jobs.close();
        nodes.close();
        database.close();
    }

    @Test
    void theTableIsNotEmptied() {
        assertThatThrownBy(() -> run("TRUNCATE audit")).isInstanceOf(SQLException.class).hasMessageContaining("append-only");
    }

    @Override
    protected void run(String sql) throws SQLException {
        TestServer.run("SET search_path = tollgate; " + sql);
    }

    @Override
    protected void disarm() throws SQLException {
        run("ALTER TABLE audit DISABLE TRIGGER USER");
    }
}
