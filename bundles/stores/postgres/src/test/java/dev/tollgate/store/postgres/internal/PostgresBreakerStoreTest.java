package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import dev.tollgate.store.contract.BreakerStoreContract;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresBreakerStoreTest extends BreakerStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabases nodes = new TestDatabases();

    @Override
    protected BreakerStore open() {
        return new PostgresBreakerStore(nodes.empty());
    }

    @Override
    protected BreakerStore openAgain() {
        return new PostgresBreakerStore(nodes.another());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void tripsOfManyPluginsOnTwoNodesAreAllRecordedAndTheNewestStay() {
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
            BreakerStore store = openAgain();
            for (int caller = 0; caller < 3; caller++) {
                String slug = "plugin-" + caller;
                callers.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 30; i++) {
                        store.tripped(trip(slug, "loop"), Breaker.NEW, Optional.empty(), new TripsKept(5, 12));
                    }
                }));
            }
        }
        callers.forEach(CompletableFuture::join);

        BreakerStore store = openAgain();
        assertThat(store.breakers()).containsOnlyKeys("plugin-0", "plugin-1", "plugin-2");
        assertThat(store.trips("plugin-0").size() + store.trips("plugin-1").size() + store.trips("plugin-2").size()).isBetween(5, 12);
    }

    @Test
    void ofTwoNodesThatRecordATripAtOnceTheLaterOneSeesTheOthers() throws Exception {
        List<BreakerStore> stores = List.of(openAgain(), openAgain());
        stores.get(0).changed(Breaker.NEW, new BreakerEvent("notes", BreakerEvent.Kind.RESET, "ada", "", NOW));
        List<CompletableFuture<Void>> callers;
        try (Connection holder = TestServer.connect()) {
            holder.setAutoCommit(false);
            new Session(holder).update("UPDATE tollgate.breaker SET total = total");
            callers = stores.stream().map(store -> CompletableFuture.runAsync(() ->
                    store.tripped(trip("notes", "next"), Breaker.NEW, Optional.empty(), new TripsKept(1, 1)))).toList();
            while (!TestServer.ask("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("2")) {
                LockSupport.parkNanos(1_000_000);
            }
            holder.commit();
        }
        callers.forEach(CompletableFuture::join);

        assertThat(stores.get(0).trips("notes")).containsExactly(trip("notes", "next"));
    }

    @Test
    void aNameThatAGuestChoseMayHaveAnyCharacter() {
        BreakerStore store = openAgain();
        store.tripped(trip("notes", "a\0,\"{}\\\n'b"), Breaker.NEW, Optional.empty(), new TripsKept(5, 5));

        assertThat(store.trips("notes").get(0).stack()).containsExactly("a\uFFFD,\"{}\\\n'b");
    }

    private static Trip trip(String slug, String frame) {
        return new Trip(Limit.FUEL, 10, 11, new PluginId(slug, "1.0.0", Digest.of(new byte[0])), "on_content", "r", List.of(frame), NOW);
    }
}
