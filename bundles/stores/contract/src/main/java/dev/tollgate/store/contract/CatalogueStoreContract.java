package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestPlugins.START;
import static dev.tollgate.store.contract.TestPlugins.id;
import static dev.tollgate.store.contract.TestPlugins.plugin;
import static dev.tollgate.store.contract.TestPlugins.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CatalogueStore.SameVersion;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
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
        add(version(OLD, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);
        StoredPlugin removing = plugin(OLD, PluginState.REMOVING);
        StoredPlugin called = new StoredPlugin(OLD, PluginState.REMOVING, Optional.of("called"), removing.changedAt());

        assertThat(change(installed, removing)).isTrue();
        assertThat(change(removing, called)).isTrue();
        assertThat(change(removing, called)).isFalse();

        assertThat(store.find("image-tools")).contains(called);
        assertThat(remove(removing)).isFalse();
        assertThat(remove(called)).isTrue();
    }

    @Test
    void aVersionIsThereWithItsPackage() {
        byte[] content = {1, 2, 3};

        assertThat(add(version(OLD, START), content)).isTrue();

        assertThat(store.versions("image-tools")).containsExactly(version(OLD, START));
        assertThat(store.content(OLD)).hasValueSatisfying(kept -> assertThat(kept).isEqualTo(content));
    }

    @Test
    void aPackageOfManyMegabytesComesBackWhole() {
        byte[] content = new byte[20 << 20];
        content[content.length - 1] = 7;
        add(version(OLD, START), content);

        assertThat(store.content(OLD)).hasValueSatisfying(kept -> assertThat(kept).isEqualTo(content));
    }

    @Test
    void aVersionIsNeverReplacedWhateverItsDigest() {
        add(version(OLD, START), new byte[] {1});
        PluginId other = new PluginId(OLD.slug(), OLD.version(), Digest.of(new byte[] {9}));

        assertThat(add(version(OLD, START.plusSeconds(1)), new byte[] {2})).isFalse();
        assertThat(add(version(other, START.plusSeconds(1)), new byte[] {2})).isFalse();

        assertThat(store.versions("image-tools")).containsExactly(version(OLD, START));
        assertThat(store.content(OLD)).hasValueSatisfying(kept -> assertThat(kept).containsExactly(1));
    }

    @Test
    void aPackageIsAnsweredForItsVeryDigestOnly() {
        add(version(OLD, START), new byte[] {1});

        assertThat(store.content(new PluginId(OLD.slug(), OLD.version(), Digest.of(new byte[] {9})))).isEmpty();
        assertThat(store.content(NEW)).isEmpty();
    }

    @Test
    void theNewestInstallationComesFirst() {
        add(version(OLD, START), new byte[1]);
        add(version(NEW, START), new byte[1]);
        add(version(id("image-tools", "0.9.0"), START.plusSeconds(1)), new byte[1]);
        add(version(id("other-tools", "1.0.0"), START), new byte[1]);

        assertThat(store.versions("image-tools")).extracting(version -> version.id().version())
                .containsExactly("0.9.0", "1.1.0", "1.0.0");
    }

    @Test
    void aPluginIsEnteredWithItsFirstVersionAndLeftAsItIsByOthers() {
        add(version(OLD, START), new byte[1]);

        assertThat(store.find("image-tools")).contains(plugin(OLD, PluginState.INSTALLED));
        change(plugin(OLD, PluginState.INSTALLED), plugin(OLD, PluginState.ACTIVE));
        add(version(NEW, START), new byte[1]);

        assertThat(store.find("image-tools")).contains(plugin(OLD, PluginState.ACTIVE));
    }

    @Test
    void aPluginChangesFromWhatStandsThere() {
        add(version(OLD, START), new byte[1]);
        add(version(NEW, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);
        StoredPlugin failed = new StoredPlugin(NEW, PluginState.FAILED, Optional.of("no start"), START.plusSeconds(1));

        assertThat(change(installed, failed)).isTrue();
        assertThat(store.find("image-tools")).contains(failed);
        assertThat(change(failed, plugin(NEW, PluginState.ACTIVE))).isTrue();
        assertThat(store.find("image-tools")).contains(plugin(NEW, PluginState.ACTIVE));
    }

    @Test
    void theLoserOfTwoChangesChangesNothing() {
        add(version(OLD, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);
        change(installed, plugin(OLD, PluginState.ACTIVE));

        assertThat(change(installed, plugin(OLD, PluginState.INACTIVE))).isFalse();
        assertThat(remove(installed)).isFalse();

        assertThat(store.find("image-tools")).contains(plugin(OLD, PluginState.ACTIVE));
        assertThat(store.versions("image-tools")).hasSize(1);
    }

    @Test
    void ofManyConcurrentChangesExactlyOneWins() {
        add(version(OLD, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);

        long won = IntStream.range(0, 16).parallel()
                .filter(i -> change(installed, new StoredPlugin(OLD, PluginState.FAILED,
                        Optional.of("by " + i), START)))
                .count();

        assertThat(won).isEqualTo(1);
    }

    @Test
    void aMomentBetweenTwoMillisecondsDoesNotStandInTheWayOfAChange() {
        add(version(OLD, START), new byte[1]);
        StoredPlugin precise = new StoredPlugin(OLD, PluginState.FAILED, Optional.empty(), START.plusNanos(1_234_567));
        change(plugin(OLD, PluginState.INSTALLED), precise);

        assertThat(change(precise, plugin(OLD, PluginState.ACTIVE))).isTrue();
    }

    @Test
    void aVersionThatIsNotThereIsNotMadeCurrent() {
        add(version(OLD, START), new byte[1]);

        assertThat(change(plugin(OLD, PluginState.INSTALLED), plugin(NEW, PluginState.ACTIVE))).isFalse();

        assertThat(store.find("image-tools")).contains(plugin(OLD, PluginState.INSTALLED));
    }

    @Test
    void allPluginsAreListedBySlug() {
        for (PluginId id : List.of(id("zebra", "1.0.0"), id("ant", "1.0.0"))) {
            add(version(id, START), new byte[1]);
        }

        assertThat(store.list()).extracting(plugin -> plugin.current().slug()).containsExactly("ant", "zebra");
    }

    @Test
    void aRemovedPluginTakesItsVersionsAlong() {
        add(version(OLD, START), new byte[1]);
        add(version(NEW, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);

        assertThat(remove(installed)).isTrue();

        assertThat(store.find("image-tools")).isEmpty();
        assertThat(store.versions("image-tools")).isEmpty();
        assertThat(store.content(OLD)).isEmpty();
        assertThat(remove(installed)).isFalse();
    }

    @Test
    void whatARemovedPluginLeavesBehindIsTakenDownWithItAndUntilItIsSettled() {
        add(version(OLD, START), new byte[1]);
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);

        assertThat(remove(plugin(OLD, PluginState.ACTIVE), Set.of("kv"))).isFalse();
        assertThat(store.debts()).isEmpty();
        assertThat(remove(installed, Set.of("kv", "db"))).isTrue();
        assertThat(store.debts()).containsExactlyInAnyOrder(new CleanupDebt("image-tools", "kv"), new CleanupDebt("image-tools", "db"));
        store.settled(new CleanupDebt("image-tools", "kv"));
        store.settled(new CleanupDebt("image-tools", "kv"));
        assertThat(store.debts()).containsExactly(new CleanupDebt("image-tools", "db"));
    }

    private boolean add(StoredVersion version, byte[] content) {
        return add(store, version, content);
    }

    private boolean change(StoredPlugin before, StoredPlugin after) {
        return change(store, before, after);
    }

    private boolean remove(StoredPlugin before, Set<String> capabilities) {
        return store.remove(before, capabilities, event(before.current(), Kind.REMOVED));
    }

    private boolean remove(StoredPlugin before) {
        return remove(before, Set.of());
    }

    /** Where a version has one package. */
    protected static boolean add(CatalogueStore store, StoredVersion version, byte[] content) {
        return store.add(version, content, SameVersion.REFUSED, event(version.id(), Kind.INSTALLED));
    }

    /** Without a record. */
    protected static boolean change(CatalogueStore store, StoredPlugin before, StoredPlugin after) {
        return store.compareAndSet(before, after, Optional.empty());
    }

    protected static PluginEvent event(PluginId plugin, Kind kind) {
        return new PluginEvent(plugin, kind, "ada", "", START);
    }
}
