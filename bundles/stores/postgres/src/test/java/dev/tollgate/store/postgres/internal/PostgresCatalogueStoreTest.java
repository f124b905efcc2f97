package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import dev.tollgate.store.contract.CatalogueStoreContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresCatalogueStoreTest extends CatalogueStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int ROUNDS = 25;

    private final TestDatabases nodes = new TestDatabases();

    @Override
    protected CatalogueStore open() {
        return new PostgresCatalogueStore(nodes.empty());
    }

    private CatalogueStore openAgain() {
        return new PostgresCatalogueStore(nodes.another());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void nodesOfOneDatabaseHaveOneCatalogue() {
        assertThat(openAgain().name()).isEqualTo(openAgain().name()).hasSize(8);
    }

    @Test
    void ofTwoNodesThatInstallOtherPackagesOfAVersionAtOnceOneDoes() {
        List<CatalogueStore> stores = List.of(openAgain(), openAgain());
        for (int round = 0; round < ROUNDS; round++) {
            String slug = "plugin-" + round;
            List<Boolean> added = onBoth(node -> add(stores.get(node), version(slug, node), new byte[] {node.byteValue()}));

            assertThat(added).as("round %d", round).containsOnlyOnce(true);
            assertThat(stores.get(0).versions(slug)).as("round %d", round).containsExactly(version(slug, added.indexOf(true)));
        }
    }

    @Test
    void ofARemovalAndAnActivationOnTwoNodesAtOnceOneHappens() {
        List<CatalogueStore> stores = List.of(openAgain(), openAgain());
        for (int round = 0; round < ROUNDS; round++) {
            StoredVersion version = version("plugin-" + round, 0);
            add(stores.get(0), version, new byte[1]);
            StoredPlugin installed = plugin(version, PluginState.INSTALLED, Optional.empty());

            List<Boolean> done = onBoth(node -> node == 0 ? stores.get(0).remove(installed, Set.of("kv"), event(installed.current(), Kind.REMOVED))
                    : change(stores.get(1), installed, plugin(version, PluginState.ACTIVE, Optional.empty())));

            assertThat(done).as("round %d", round).containsOnlyOnce(true);
            String slug = version.id().slug();
            assertThat(stores.get(1).find(slug).isEmpty()).as("round %d", round).isEqualTo(done.get(0));
            assertThat(stores.get(1).debts().contains(new CleanupDebt(slug, "kv"))).as("round %d", round).isEqualTo(done.get(0));
        }
    }

    @Test
    void aVersionThatOneNodeAddsWhileAnotherRemovesThePluginIsThereWholeOrNotAtAll() {
        List<CatalogueStore> stores = List.of(openAgain(), openAgain());
        for (int round = 0; round < ROUNDS; round++) {
            StoredVersion old = version("plugin-" + round, 0);
            StoredPlugin installed = plugin(old, PluginState.INSTALLED, Optional.empty());
            StoredVersion next = new StoredVersion(new PluginId(old.id().slug(), "2.0.0", old.id().digest()), NOW, "bob");
            add(stores.get(0), old, new byte[1]);

            List<Boolean> done = onBoth(node -> node == 0 ? stores.get(0).remove(installed, Set.of(), event(installed.current(), Kind.REMOVED))
                    : add(stores.get(1), next, new byte[1]));

            assertThat(done).as("round %d", round).containsExactly(true, true);
            Optional<StoredPlugin> left = stores.get(0).find(old.id().slug());
            assertThat(left.map(StoredPlugin::current)).as("round %d", round).isIn(Optional.empty(), Optional.of(next.id()));
            assertThat(stores.get(0).versions(old.id().slug())).as("round %d", round).isEqualTo(left.isPresent() ? List.of(next) : List.of());
        }
    }

    @Test
    void aReasonThatAGuestWroteDoesNotStandInTheWayOfAChange() {
        CatalogueStore store = openAgain();
        StoredVersion version = version("notes", 0);
        add(store, version, new byte[1]);
        StoredPlugin failed = plugin(version, PluginState.FAILED, Optional.of("no\0start"));
        change(store, plugin(version, PluginState.INSTALLED, Optional.empty()), failed);

        assertThat(store.find("notes").orElseThrow().reason()).contains("no\uFFFDstart");
        assertThat(change(store, failed, plugin(version, PluginState.ACTIVE, Optional.empty()))).isTrue();
    }

    private static List<Boolean> onBoth(Function<Integer, Boolean> work) {
        List<CompletableFuture<Boolean>> running = Stream.of(0, 1).map(node -> CompletableFuture.supplyAsync(() -> work.apply(node))).toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static StoredVersion version(String slug, int digest) {
        return new StoredVersion(new PluginId(slug, "1.0.0", Digest.of(new byte[] {(byte) digest})), NOW, "ada");
    }

    private static StoredPlugin plugin(StoredVersion version, PluginState state, Optional<String> reason) {
        return new StoredPlugin(version.id(), state, reason, NOW);
    }
}
