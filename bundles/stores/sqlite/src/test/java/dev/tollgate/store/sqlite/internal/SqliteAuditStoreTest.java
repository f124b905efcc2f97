package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.audit.AuditCheck;
import dev.tollgate.store.contract.AuditStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditStoreTest extends AuditStoreContract {
    @TempDir
    private Path folder;
    private Database database;

    @Override
    protected All open() {
        database = Database.open(folder);
        return new All(new SqliteAuditStore(database), new SqliteCatalogueStore(database), new SqliteGrantStore(database),
                new SqliteBreakerStore(database), new SqliteSettingsStore(database), new SqliteJobStore(database, Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void noRowIsReplacedByAnother() throws SQLException {
        run("INSERT INTO audit VALUES (7, 0, 'ann', 'a.b', NULL, 'o', NULL, NULL, 'p', 'h')");
        assertThatThrownBy(() -> run("INSERT OR REPLACE INTO audit VALUES (7, 0, 'eve', 'a.b', NULL, 'o', NULL, NULL, 'p', 'h')"))
                .isInstanceOf(SQLException.class).hasMessageContaining("append-only");
    }

    /** As docs/AUDIT.md says it. */
    @Test
    void theBeginningIsArchivedAsTheDocumentSays() throws Exception {
        List<String> blocks = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("../../../docs/AUDIT.md")))
                .results().map(block -> block.group(1)).toList();
        append(4);
        run(blocks.get(0));
        assertThat(check()).extracting(AuditCheck::first, AuditCheck::last, AuditCheck::broken).containsExactly(3L, 4L, Optional.empty());
        assertThatThrownBy(() -> run("DELETE FROM audit")).hasMessageContaining("append-only");
    }

    @Override
    protected void run(String sql) throws SQLException {
        database.write(session -> {
            session.script(sql);
            return true;
        });
    }

    @Override
    protected void disarm() throws SQLException {
        run("DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_removed");
    }
}
