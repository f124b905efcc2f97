package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.CatalogueStoreContract.add;
import static dev.tollgate.store.contract.CatalogueStoreContract.change;
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
import dev.tollgate.lifecycle.Signer;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CatalogueStore.SameVersion;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link CatalogueStore} keeps of what was: events, previous versions, other packages of a version; and races for them. */
public abstract class CatalogueHistoryContract {
    private static final PluginId OLD = id("image-tools", "1.0.0");
    private static final PluginId NEW = id("image-tools", "1.1.0");
    private static final PluginId OTHER = new PluginId(OLD.slug(), OLD.version(), Digest.of(new byte[] {9}));
    private static final int ROUNDS = 25;

    private final Race race = new Race();
    private CatalogueStore store;

    /** An empty store; called once for each test. */
    protected abstract CatalogueStore open();

    @BeforeEach
    final void openTheStore() {
        store = open();
    }

    @Test
    void whatHappenedIsToldNewestFirstAndOutlivesThePlugin() {
        StoredPlugin active = active(OLD, Optional.empty());
        add(store, version(OLD, START), new byte[1]);
        store.compareAndSet(plugin(OLD, PluginState.INSTALLED), active, Optional.of(event(OLD, Kind.ACTIVATED)));
        add(store, version(id("other-tools", "1.0.0"), START), new byte[1]);
        store.remove(active, Set.of(), event(OLD, Kind.REMOVED));

        assertThat(store.history("image-tools", 9)).containsExactly(event(OLD, Kind.REMOVED), event(OLD, Kind.ACTIVATED),
                event(OLD, Kind.INSTALLED));
        assertThat(store.history("image-tools", 2)).extracting(PluginEvent::kind).containsExactly(Kind.REMOVED, Kind.ACTIVATED);
    }

    @Test
    void whatDidNotHappenIsNotTakenDown() {
        StoredPlugin installed = plugin(OLD, PluginState.INSTALLED);
        add(store, version(OLD, START), new byte[1]);

        assertThat(add(store, version(OLD, START), new byte[1])).isFalse();
        assertThat(store.compareAndSet(active(OLD, Optional.empty()), installed, Optional.of(event(OLD, Kind.ACTIVATED)))).isFalse();
        assertThat(store.compareAndSet(installed, active(NEW, Optional.of(OLD)), Optional.of(event(NEW, Kind.ACTIVATED)))).isFalse();
        assertThat(store.remove(active(OLD, Optional.empty()), Set.of(), event(OLD, Kind.REMOVED))).isFalse();
        assertThat(store.retire(OLD, event(OLD, Kind.RETIRED))).isFalse();
        assertThat(store.retire(NEW, event(NEW, Kind.RETIRED))).isFalse();

        assertThat(store.history("image-tools", 9)).extracting(PluginEvent::kind).containsExactly(Kind.INSTALLED);
        assertThat(store.find("image-tools")).contains(installed);
    }

    @Test
    void anEventOfAnyKindWithAnyWordsIsKeptAsItWas() {
        for (Kind kind : Kind.values()) {
            PluginEvent event = new PluginEvent(OLD, kind, "ada 'x' \u00e9", "it was \"1.0\"\nhere", START);
            PluginId version = id("image-tools", "1." + kind.ordinal());
            store.add(version(version, START), new byte[1], SameVersion.REFUSED, event);

            assertThat(store.history("image-tools", 1)).containsExactly(event);
        }
    }

    @Test
    void onlyTheNewestEventsOfAPluginAreKept() {
        for (int i = 0; i < 7; i++) {
            for (String slug : List.of("image-tools", "other-tools")) {
                add(store, version(id(slug, "1.0." + i), START), new byte[1]);
            }
        }

        store.trimHistory("image-tools", 3);
        store.trimHistory("image-tools", 3);

        assertThat(store.history("image-tools", 9)).extracting(event -> event.plugin().version()).containsExactly("1.0.6", "1.0.5", "1.0.4");
        assertThat(store.history("other-tools", 9)).hasSize(7);
        add(store, version(NEW, START), new byte[1]);
        assertThat(store.history("image-tools", 9)).extracting(event -> event.plugin().version()).startsWith("1.1.0", "1.0.6");
    }

    @Test
    void whatAPluginWasBeforeIsKeptAndPartOfWhatStandsThere() {
        add(store, version(OLD, START), new byte[1]);
        add(store, version(NEW, START), new byte[1]);
        StoredPlugin active = active(NEW, Optional.of(OLD));
        change(store, plugin(OLD, PluginState.INSTALLED), active);

        assertThat(store.find("image-tools")).contains(active);
        assertThat(store.list()).containsExactly(active);
        assertThat(change(store, active(NEW, Optional.empty()), active(OLD, Optional.of(NEW)))).isFalse();
        assertThat(change(store, active, active(OLD, Optional.of(NEW)))).isTrue();
        assertThat(store.find("image-tools")).contains(active(OLD, Optional.of(NEW)));
    }

    @Test
    void aVersionThatIsCurrentOrPreviousIsNotRetiredAndAnotherOneIsWithItsPackage() {
        for (PluginId id : List.of(OLD, NEW, OTHER)) {
            store.add(version(id, START), new byte[1], SameVersion.ALLOWED, event(id, Kind.INSTALLED));
        }
        change(store, plugin(OLD, PluginState.INSTALLED), active(NEW, Optional.of(OLD)));

        assertThat(store.retire(NEW, event(NEW, Kind.RETIRED))).isFalse();
        assertThat(store.retire(OLD, event(OLD, Kind.RETIRED))).isFalse();
        assertThat(store.retire(OTHER, event(OTHER, Kind.RETIRED))).isTrue();
        assertThat(store.retire(OTHER, event(OTHER, Kind.RETIRED))).isFalse();

        assertThat(store.content(OTHER)).isEmpty();
        assertThat(store.content(OLD)).isPresent();
        assertThat(store.versions("image-tools")).extracting(StoredVersion::id).containsExactly(NEW, OLD);
        assertThat(store.history("image-tools", 1)).containsExactly(event(OTHER, Kind.RETIRED));
    }

    @Test
    void aVersionHasASecondPackageWhereThatIsAllowedAndNeverTheSameTwice() {
        add(store, version(OLD, START), new byte[] {1});

        assertThat(store.add(version(OTHER, START.plusSeconds(1)), new byte[] {2}, SameVersion.ALLOWED, event(OTHER, Kind.INSTALLED))).isTrue();
        assertThat(store.add(version(OTHER, START.plusSeconds(2)), new byte[] {2}, SameVersion.ALLOWED, event(OTHER, Kind.INSTALLED))).isFalse();

        assertThat(store.versions("image-tools")).extracting(StoredVersion::id).containsExactly(OTHER, OLD);
        assertThat(store.content(OLD)).hasValueSatisfying(kept -> assertThat(kept).containsExactly(1));
        assertThat(store.content(OTHER)).hasValueSatisfying(kept -> assertThat(kept).containsExactly(2));
    }

    @Test
    void whoSignedAVersionIsKept() {
        StoredVersion signed = new StoredVersion(OLD, START, "ada", Optional.of(new Signer("Acme & Co", Digest.of(new byte[] {3}))));
        add(store, signed, new byte[1]);
        add(store, version(NEW, START.plusSeconds(1)), new byte[1]);

        assertThat(store.versions("image-tools")).containsExactly(version(NEW, START.plusSeconds(1)), signed);
    }

    @Test
    void ofManyWhoAddOtherPackagesOfAVersionAtOnceOneIsLetIn() {
        for (int round = 0; round < ROUNDS; round++) {
            String slug = "plugin-" + round;
            List<Boolean> added = race.run(4, runner -> add(store, version(packaged(slug, runner), START), new byte[] {(byte) runner}));

            assertThat(added).as("round %d %s", round, race.named()).containsOnlyOnce(true);
            assertThat(store.versions(slug)).extracting(StoredVersion::id).containsExactly(packaged(slug, added.indexOf(true)));
            assertThat(store.history(slug, 9)).hasSize(1);
        }
    }

    @Test
    void whoDevelopsIsNotKeptOutByOthersWhoAddAVersionAtOnceAndOnlyTheFirstOfThoseIsLetIn() {
        for (int round = 0; round < ROUNDS; round++) {
            String slug = "plugin-" + round;
            List<Boolean> added = race.run(4, runner -> store.add(version(packaged(slug, runner), START), new byte[1],
                    runner < 2 ? SameVersion.ALLOWED : SameVersion.REFUSED, event(packaged(slug, runner), Kind.INSTALLED)));

            long all = added.stream().filter(Boolean::booleanValue).count();
            assertThat(added.subList(0, 2)).as("round %d %s", round, race.named()).containsOnly(true);
            assertThat(all).as("round %d %s", round, race.named()).isBetween(2L, 3L);
            assertThat(store.versions(slug)).hasSize((int) all);
            assertThat(store.history(slug, 9)).hasSize((int) all);
        }
    }

    @Test
    void ofTwoActivationsAtOnceOneHappensAndTheOtherLeavesNoTrace() {
        for (int round = 0; round < ROUNDS; round++) {
            List<PluginId> versions = installed(round);
            StoredPlugin before = store.find(versions.get(0).slug()).orElseThrow();
            List<Boolean> done = race.run(2, runner -> store.compareAndSet(before, active(versions.get(runner), Optional.empty()),
                    Optional.of(event(versions.get(runner), Kind.ACTIVATED))));

            assertThat(done).as("round %d %s", round, race.named()).containsOnlyOnce(true);
            PluginId winner = versions.get(done.indexOf(true));
            assertThat(store.find(winner.slug())).as("round %d %s", round, race.named()).contains(active(winner, Optional.empty()));
            assertThat(store.history(winner.slug(), 9)).filteredOn(event -> event.kind() == Kind.ACTIVATED)
                    .containsExactly(event(winner, Kind.ACTIVATED));
        }
    }

    @Test
    void ofAnActivationAndARemovalAtOnceOneHappensAndTheOtherLeavesNoTrace() {
        for (int round = 0; round < ROUNDS; round++) {
            PluginId id = installed(round).get(1);
            StoredPlugin before = store.find(id.slug()).orElseThrow();
            List<Boolean> done = race.run(2, runner -> runner == 0
                    ? store.compareAndSet(before, active(id, Optional.empty()), Optional.of(event(id, Kind.ACTIVATED)))
                    : store.remove(before, Set.of("kv"), event(id, Kind.REMOVED)));

            assertThat(done).as("round %d %s", round, race.named()).containsOnlyOnce(true);
            boolean activated = done.get(0);
            assertThat(store.find(id.slug())).as("round %d %s", round, race.named())
                    .isEqualTo(activated ? Optional.of(active(id, Optional.empty())) : Optional.empty());
            assertThat(store.versions(id.slug())).hasSize(activated ? 2 : 0);
            assertThat(store.debts().stream().anyMatch(debt -> debt.slug().equals(id.slug()))).isEqualTo(!activated);
            assertThat(store.history(id.slug(), 1)).containsExactly(event(id, activated ? Kind.ACTIVATED : Kind.REMOVED));
        }
    }

    @Test
    void ofAnActivationAndTheRetirementOfItsVersionAtOnceOneHappens() {
        for (int round = 0; round < ROUNDS; round++) {
            PluginId id = installed(round).get(1);
            StoredPlugin before = store.find(id.slug()).orElseThrow();
            List<Boolean> done = race.run(2, runner -> runner == 0
                    ? store.compareAndSet(before, active(id, Optional.of(before.current())), Optional.of(event(id, Kind.ACTIVATED)))
                    : store.retire(id, event(id, Kind.RETIRED)));

            assertThat(done).as("round %d %s", round, race.named()).containsOnlyOnce(true);
            assertThat(store.content(id).isPresent()).as("round %d %s", round, race.named()).isEqualTo(done.get(0));
            assertThat(store.find(id.slug())).contains(done.get(0) ? active(id, Optional.of(before.current())) : before);
            assertThat(store.history(id.slug(), 1)).containsExactly(event(id, done.get(0) ? Kind.ACTIVATED : Kind.RETIRED));
        }
    }

    /** A plugin with two versions, of which the first is current. */
    private List<PluginId> installed(int round) {
        List<PluginId> versions = List.of(id("plugin-" + round, "1.0.0"), id("plugin-" + round, "1.1.0"));
        versions.forEach(id -> add(store, version(id, START), new byte[1]));
        return versions;
    }

    private static StoredPlugin active(PluginId current, Optional<PluginId> previous) {
        return new StoredPlugin(current, previous, PluginState.ACTIVE, Optional.empty(), START);
    }

    private static PluginId packaged(String slug, int runner) {
        return new PluginId(slug, "1.0.0", Digest.of(new byte[] {(byte) runner}));
    }

    private static PluginEvent event(PluginId plugin, Kind kind) {
        return CatalogueStoreContract.event(plugin, kind);
    }
}
