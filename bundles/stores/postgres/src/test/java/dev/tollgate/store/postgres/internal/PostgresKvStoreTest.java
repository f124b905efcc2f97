package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.store.contract.KvStoreContract;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresKvStoreTest extends KvStoreContract {
    private static final KvAccess ACCESS = new KvAccess("notes", Instant.parse("2026-03-01T12:00:00Z"), Duration.ofMinutes(1));
    private static final KvKey COUNTER = new KvKey("counter");

    private final List<Database> nodes = new ArrayList<>();

    @Override
    protected KvStore open() {
        try {
            TestServer.empty();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return openAgain();
    }

    @Override
    protected KvStore openAgain() {
        try {
            Database node = Database.open(TestServer.settings());
            nodes.add(node);
            return new PostgresKvStore(node);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @AfterEach
    void close() {
        nodes.forEach(Database::close);
    }

    @Test
    void numbersThatTwoNodesAddToAreExact() {
        List<CompletableFuture<Void>> adders = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
            KvStore store = openAgain();
            adders.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 200; i++) {
                    add(store);
                }
            }));
        }
        adders.forEach(CompletableFuture::join);

        KvEntry sum = new PostgresKvStore(nodes.get(0)).get(ACCESS, COUNTER).orElseThrow();
        assertThat(new String(sum.value(), StandardCharsets.UTF_8)).isEqualTo("400");
    }

    @Test
    void expiredRowsGoAFewAtATimeAsOthersCome() throws SQLException {
        KvStore store = new PostgresKvStore(nodes.get(0));
        for (int i = 0; i < 100; i++) {
            put(store, "lapsing " + i, ACCESS.at(), Optional.of(ACCESS.at().plusMillis(1)));
        }
        assertThat(TestServer.ask("SELECT count(*) FROM tollgate.kv_entry")).isEqualTo("100");

        put(store, "a", ACCESS.at().plusMillis(1), Optional.empty());

        assertThat(TestServer.ask("SELECT count(*) FROM tollgate.kv_entry")).isEqualTo("85");
    }

    private static void put(KvStore store, String key, Instant at, Optional<Instant> expires) {
        store.change(new KvAccess("notes", at, Duration.ofMinutes(1)), new KvKey(key), 1 << 20,
                present -> KvChange.put(new KvEntry(new byte[1], expires), true));
    }

    private static void add(KvStore store) {
        store.change(ACCESS, COUNTER, 1 << 20, present -> KvChange.put(new KvEntry(Long.toString(1 + present.map(entry ->
                Long.parseLong(new String(entry.value(), StandardCharsets.UTF_8))).orElse(0L)).getBytes(StandardCharsets.UTF_8),
                Optional.empty()), true));
    }
}
