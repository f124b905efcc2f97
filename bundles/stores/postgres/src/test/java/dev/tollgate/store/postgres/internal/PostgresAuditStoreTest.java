package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.audit.AuditCheck;
import dev.tollgate.store.contract.AuditStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /** As docs/AUDIT.md says it. */
    @Test
    void theBeginningIsArchivedAsTheDocumentSays() throws Exception {
        List<String> blocks = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("../../../docs/AUDIT.md")))
                .results().map(block -> block.group(1)).toList();
        append(4);
        TestServer.run(blocks.get(1));
        run("DROP TABLE public.audit_archive");
        assertThat(check()).extracting(AuditCheck::first, AuditCheck::last, AuditCheck::broken).containsExactly(3L, 4L, Optional.empty());
        assertThatThrownBy(() -> run("DELETE FROM audit")).hasMessageContaining("append-only");
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
