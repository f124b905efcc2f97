package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.store.contract.KvStoreContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteKvStoreTest extends KvStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;
    private Database database;

    @Override
    protected KvStore open() {
        database = Database.open(folder);
        return new SqliteKvStore(database);
    }

    @Override
    protected KvStore openAgain() {
        database.close();
        return open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void expiredRowsGoAFewAtATimeAsOthersCome() throws SQLException {
        KvStore store = new SqliteKvStore(database);
        for (int i = 0; i < 100; i++) {
            put(store, "lapsing " + i, NOW, Optional.of(NOW.plusMillis(1)));
        }
        assertThat(rows()).isEqualTo(100);

        put(store, "a", NOW.plusMillis(1), Optional.empty());
        assertThat(rows()).isEqualTo(100 - 16 + 1);
        for (int i = 0; i < 6; i++) {
            put(store, "a", NOW.plusMillis(1), Optional.empty());
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aPageOfKeysIsReadFromTheIndexHoweverManyKeysThereAre() throws SQLException {
        List<String> plan = database.read(session -> session.all("EXPLAIN QUERY PLAN SELECT key FROM kv_entry"
                + " WHERE space = (SELECT id FROM kv_space WHERE slug = 'a') AND key >= x'61' AND key < x'61ff'"
                + " AND (expires_at IS NULL OR expires_at > 0) ORDER BY key LIMIT 10", row -> row.text(4)));

        assertThat(plan).anyMatch(step -> step.endsWith("(space=? AND key>? AND key<?)"))
                .noneMatch(step -> step.contains("SCAN") || step.contains("TEMP B-TREE"));
    }

    private static void put(KvStore store, String key, Instant at, Optional<Instant> expires) {
        store.change(new KvAccess("notes", at, Duration.ofMinutes(1)), new KvKey(key), 1 << 20,
                present -> KvChange.put(new KvEntry(new byte[1], expires), true));
    }

    private int rows() throws SQLException {
        return database.read(session -> session.first("SELECT count(*) FROM kv_entry", row -> row.number(1))).orElseThrow();
    }
}
