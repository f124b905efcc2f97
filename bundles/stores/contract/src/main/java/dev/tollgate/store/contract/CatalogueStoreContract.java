package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestPlugins.START;
import static dev.tollgate.store.contract.TestPlugins.id;
import static dev.tollgate.store.contract.TestPlugins.plugin;
import static dev.tollgate.store.contract.TestPlugins.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link CatalogueStore} does. */
public abstract class CatalogueStoreContract {
    private static final PluginId OLD = id("image-tools", "1.0.0");
    private static final PluginId NEW = id("image-tools", "1.1.0");

    private CatalogueStore store;

    /** An empty store; called once for each test. */
    protected abstract CatalogueStore open();

    @BeforeEach
    final void openTheStore() {
        store = open();
    }

    @Test
    void aCatalogueHasOneNameForEver() {
        String name = store.name();

        assertThat(name).matches("[a-z0-9]*");
        assertThat(store.name()).isEqualTo(name);
    }

    @Test
    void aPluginOnItsWayOutChangesOnceToWhatItsRemovalHasBegun() {
        store.add(version(OLD, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);
        StoredPlugin removing = plugin(OLD, PluginState.REMOVING);
        StoredPlugin called = new StoredPlugin(OLD, PluginState.REMOVING, Optional.of("called"), removing.changedAt());
        store.compareAndSet(Optional.empty(), installed);

        assertThat(store.compareAndSet(Optional.of(installed), removing)).isTrue();
        assertThat(store.compareAndSet(Optional.of(removing), called)).isTrue();
        assertThat(store.compareAndSet(Optional.of(removing), called)).isFalse();

        assertThat(store.find("image-tools")).contains(called);
        assertThat(store.remove(removing)).isFalse();
        assertThat(store.remove(called)).isTrue();
    }

    @Test
    void aVersionIsThereWithItsPackage() {
        byte[] content = {1, 2, 3};

        assertThat(store.add(version(OLD, START), content)).isTrue();

        assertThat(store.versions("image-tools")).containsExactly(version(OLD, START));
        assertThat(store.content(OLD)).hasValueSatisfying(kept -> assertThat(kept).isEqualTo(content));
    }

    @Test
    void aPackageOfManyMegabytesComesBackWhole() {
        byte[] content = new byte[20 << 20];
        content[content.length - 1] = 7;
        store.add(version(OLD, START), content);

        assertThat(store.content(OLD)).hasValueSatisfying(kept -> assertThat(kept).isEqualTo(content));
    }

    @Test
    void aVersionIsNeverReplacedWhateverItsDigest() {
        store.add(version(OLD, START), new byte[] {1});
        PluginId other = new PluginId(OLD.slug(), OLD.version(), Digest.of(new byte[] {9}));

        assertThat(store.add(version(OLD, START.plusSeconds(1)), new byte[] {2})).isFalse();
        assertThat(store.add(version(other, START.plusSeconds(1)), new byte[] {2})).isFalse();

        assertThat(store.versions("image-tools")).containsExactly(version(OLD, START));
        assertThat(store.content(OLD)).hasValueSatisfying(kept -> assertThat(kept).containsExactly(1));
    }

    @Test
    void aPackageIsAnsweredForItsVeryDigestOnly() {
        store.add(version(OLD, START), new byte[] {1});

        assertThat(store.content(new PluginId(OLD.slug(), OLD.version(), Digest.of(new byte[] {9})))).isEmpty();
        assertThat(store.content(NEW)).isEmpty();
    }

    @Test
    void theNewestInstallationComesFirst() {
        store.add(version(OLD, START), new byte[1]);
        store.add(version(NEW, START), new byte[1]);
        store.add(version(id("image-tools", "0.9.0"), START.plusSeconds(1)), new byte[1]);
        store.add(version(id("other-tools", "1.0.0"), START), new byte[1]);

        assertThat(store.versions("image-tools")).extracting(version -> version.id().version())
                .containsExactly("0.9.0", "1.1.0", "1.0.0");
    }

    @Test
    void aPluginIsEnteredOnce() {
        store.add(version(OLD, START), new byte[1]);

        assertThat(store.compareAndSet(Optional.empty(), plugin(OLD, PluginState.INSTALLED))).isTrue();
        assertThat(store.compareAndSet(Optional.empty(), plugin(OLD, PluginState.ACTIVE))).isFalse();

        assertThat(store.find("image-tools")).contains(plugin(OLD, PluginState.INSTALLED));
    }

    @Test
    void aPluginChangesFromWhatStandsThere() {
        store.add(version(OLD, START), new byte[1]);
        store.add(version(NEW, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);
        StoredPlugin failed = new StoredPlugin(NEW, PluginState.FAILED, Optional.of("no start"), START.plusSeconds(1));
        store.compareAndSet(Optional.empty(), installed);

        assertThat(store.compareAndSet(Optional.of(installed), failed)).isTrue();
        assertThat(store.find("image-tools")).contains(failed);
        assertThat(store.compareAndSet(Optional.of(failed), plugin(NEW, PluginState.ACTIVE))).isTrue();
        assertThat(store.find("image-tools")).contains(plugin(NEW, PluginState.ACTIVE));
    }

    @Test
    void theLoserOfTwoChangesChangesNothing() {
        store.add(version(OLD, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);
        store.compareAndSet(Optional.empty(), installed);
        store.compareAndSet(Optional.of(installed), plugin(OLD, PluginState.ACTIVE));

        assertThat(store.compareAndSet(Optional.of(installed), plugin(OLD, PluginState.INACTIVE))).isFalse();
        assertThat(store.remove(installed)).isFalse();

        assertThat(store.find("image-tools")).contains(plugin(OLD, PluginState.ACTIVE));
        assertThat(store.versions("image-tools")).hasSize(1);
    }

    @Test
    void ofManyConcurrentChangesExactlyOneWins() {
        store.add(version(OLD, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);
        store.compareAndSet(Optional.empty(), installed);

        long won = IntStream.range(0, 16).parallel()
                .filter(i -> store.compareAndSet(Optional.of(installed), new StoredPlugin(OLD, PluginState.FAILED,
                        Optional.of("by " + i), START)))
                .count();

        assertThat(won).isEqualTo(1);
    }

    @Test
    void aMomentBetweenTwoMillisecondsDoesNotStandInTheWayOfAChange() {
        store.add(version(OLD, START), new byte[1]);
        StoredPlugin precise = new StoredPlugin(OLD, PluginState.INSTALLED, Optional.empty(), START.plusNanos(1_234_567));
        store.compareAndSet(Optional.empty(), precise);

        assertThat(store.compareAndSet(Optional.of(precise), plugin(OLD, PluginState.ACTIVE))).isTrue();
    }

    @Test
    void aPluginOfNoVersionIsRefused() {
        assertThatThrownBy(() -> store.compareAndSet(Optional.empty(), plugin(OLD, PluginState.INSTALLED)))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void allPluginsAreListedBySlug() {
        for (PluginId id : List.of(id("zebra", "1.0.0"), id("ant", "1.0.0"))) {
            store.add(version(id, START), new byte[1]);
            store.compareAndSet(Optional.empty(), plugin(id, PluginState.INSTALLED));
        }

        assertThat(store.list()).extracting(plugin -> plugin.current().slug()).containsExactly("ant", "zebra");
    }

    @Test
    void aRemovedPluginTakesItsVersionsAlong() {
        store.add(version(OLD, START), new byte[1]);
        store.add(version(NEW, START), new byte[1]);
        StoredPlugin installed = plugin(NEW, PluginState.INSTALLED);
        store.compareAndSet(Optional.empty(), installed);

        assertThat(store.remove(installed)).isTrue();

        assertThat(store.find("image-tools")).isEmpty();
        assertThat(store.versions("image-tools")).isEmpty();
        assertThat(store.content(OLD)).isEmpty();
        assertThat(store.remove(installed)).isFalse();
    }

    @Test
    void whatARemovedPluginLeavesBehindIsTakenDownWithItAndUntilItIsSettled() {
        store.add(version(OLD, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);
        store.compareAndSet(Optional.empty(), installed);

        assertThat(store.remove(plugin(OLD, PluginState.ACTIVE), Set.of("kv"))).isFalse();
        assertThat(store.debts()).isEmpty();
        assertThat(store.remove(installed, Set.of("kv", "db"))).isTrue();
        assertThat(store.debts()).containsExactlyInAnyOrder(new CleanupDebt("image-tools", "kv"), new CleanupDebt("image-tools", "db"));
        store.settled(new CleanupDebt("image-tools", "kv"));
        store.settled(new CleanupDebt("image-tools", "kv"));
        assertThat(store.debts()).containsExactly(new CleanupDebt("image-tools", "db"));
    }
}
