package dev.tollgate.store.contract;

import static dev.tollgate.abi.settings.SettingKind.CONFIG;
import static dev.tollgate.abi.settings.SettingKind.SECRET;
import static dev.tollgate.store.contract.TestPlugins.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link SettingsStore} does. */
public abstract class SettingsStoreContract {
    private static final String PLUGIN = "image-tools";
    private static final String OTHER = "other-tools";
    private static final byte[] ANY_BYTES = {0, -1, 10, 39, 34, -128, 127};
    private static final int MOST = 3;

    private SettingsStore store;

    /** An empty store; called once for each test. */
    protected abstract SettingsStore open();

    /** What another process finds in the store that {@link #open} opened. */
    protected abstract SettingsStore openAgain();

    @BeforeEach
    final void openTheStore() {
        store = open();
    }

    @ParameterizedTest
    @EnumSource(SettingKind.class)
    void everyKindIsKept(SettingKind kind) {
        assertThat(put(PLUGIN, kind, "a", ANY_BYTES)).isTrue();
        assertThat(store.find(PLUGIN, kind, "a")).hasValue(ANY_BYTES);
    }

    @Test
    void nothingIsSetAtFirst() {
        assertThat(store.find(PLUGIN, CONFIG, "a")).isEmpty();
        assertThat(store.list(PLUGIN, CONFIG)).isEmpty();
        assertThat(store.all(PLUGIN, SECRET)).isEmpty();
        assertThat(store.remove(PLUGIN, CONFIG, "a")).isFalse();
    }

    @Test
    void aSettingIsKeptWithItsBytesAsTheyAreAndWhoSetItWhen() {
        assertThat(put(PLUGIN, SECRET, "a", ANY_BYTES)).isTrue();

        assertThat(store.find(PLUGIN, SECRET, "a")).hasValue(ANY_BYTES);
        assertThat(store.list(PLUGIN, SECRET)).containsExactly(new Setting("a", "ada", START));
        assertThat(store.all(PLUGIN, SECRET)).usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new StoredSetting(PLUGIN, SECRET, "a", ANY_BYTES, "ada", START));
    }

    @Test
    void aSecondDecisionReplacesTheFirst() {
        Instant later = START.plusMillis(1);
        put(PLUGIN, CONFIG, "a", ANY_BYTES);
        store.put(new StoredSetting(PLUGIN, CONFIG, "a", new byte[0], "bob", later), MOST);

        assertThat(store.find(PLUGIN, CONFIG, "a").orElseThrow()).isEmpty();
        assertThat(store.list(PLUGIN, CONFIG)).containsExactly(new Setting("a", "bob", later));
    }

    @Test
    void pluginsKindsAndNamesAreApart() {
        put(PLUGIN, CONFIG, "a", new byte[] {1});
        put(PLUGIN, SECRET, "a", new byte[] {2});
        put(OTHER, CONFIG, "a", new byte[] {3});
        put(PLUGIN, CONFIG, "A", new byte[] {4});

        assertThat(store.find(PLUGIN, CONFIG, "a").orElseThrow()).containsExactly(1);
        assertThat(store.find(PLUGIN, SECRET, "a").orElseThrow()).containsExactly(2);
        assertThat(store.find(OTHER, CONFIG, "a").orElseThrow()).containsExactly(3);
        assertThat(store.find(PLUGIN, CONFIG, "A").orElseThrow()).containsExactly(4);
        assertThat(store.find(OTHER, SECRET, "a")).isEmpty();
    }

    @Test
    void settingsStandByName() {
        put(PLUGIN, CONFIG, "a.b", ANY_BYTES);
        put(PLUGIN, CONFIG, "b", ANY_BYTES);
        put(PLUGIN, CONFIG, "a", ANY_BYTES);

        assertThat(store.list(PLUGIN, CONFIG)).extracting(Setting::name).containsExactly("a", "a.b", "b");
        assertThat(store.all(PLUGIN, CONFIG)).extracting(StoredSetting::name).containsExactly("a", "a.b", "b");
    }

    @Test
    void aPluginHasNoMoreThanItMayAndCanStillChangeThem() {
        for (String name : List.of("a", "b", "c")) {
            assertThat(put(PLUGIN, CONFIG, name, ANY_BYTES)).isTrue();
        }
        assertThat(put(PLUGIN, CONFIG, "d", ANY_BYTES)).isFalse();
        assertThat(store.list(PLUGIN, CONFIG)).hasSize(MOST);
        assertThat(put(PLUGIN, CONFIG, "c", new byte[] {1})).isTrue();
        assertThat(put(PLUGIN, SECRET, "d", ANY_BYTES)).isTrue();
        assertThat(put(OTHER, CONFIG, "d", ANY_BYTES)).isTrue();

        store.remove(PLUGIN, CONFIG, "a");
        assertThat(put(PLUGIN, CONFIG, "d", ANY_BYTES)).isTrue();
    }

    @Test
    void itHasNoMoreEvenWhenManySetAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> puts = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> put(PLUGIN, CONFIG, "k" + i, ANY_BYTES))).toList();
            int done = 0;
            for (Future<Boolean> put : puts) {
                done += put.get() ? 1 : 0;
            }
            assertThat(done).isEqualTo(MOST);
            assertThat(store.list(PLUGIN, CONFIG)).hasSize(MOST);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aSettingIsRemovedAlone() {
        put(PLUGIN, CONFIG, "a", ANY_BYTES);
        put(PLUGIN, SECRET, "a", ANY_BYTES);
        put(PLUGIN, CONFIG, "b", ANY_BYTES);

        assertThat(store.remove(PLUGIN, CONFIG, "a")).isTrue();
        assertThat(store.remove(PLUGIN, CONFIG, "a")).isFalse();

        assertThat(store.find(PLUGIN, CONFIG, "a")).isEmpty();
        assertThat(store.find(PLUGIN, SECRET, "a")).isPresent();
        assertThat(store.find(PLUGIN, CONFIG, "b")).isPresent();
    }

    @Test
    void forgettingTakesOneKindOfOnePlugin() {
        put(PLUGIN, SECRET, "a", ANY_BYTES);
        put(PLUGIN, SECRET, "b", ANY_BYTES);
        put(PLUGIN, CONFIG, "a", ANY_BYTES);
        put(OTHER, SECRET, "a", ANY_BYTES);

        store.forget(PLUGIN, SECRET);
        store.forget("never-there", SECRET);

        assertThat(store.list(PLUGIN, SECRET)).isEmpty();
        assertThat(store.list(PLUGIN, CONFIG)).hasSize(1);
        assertThat(store.list(OTHER, SECRET)).hasSize(1);
    }

    @Test
    void whoAsksIsToldWhatOthersChangedSinceAndNothingTwice() {
        assumeThat(store.shared()).isTrue();
        SettingsStore other = openAgain();
        assertThat(store.changes(CONFIG, 0)).isEqualTo(new SettingsStore.Changes(0, Set.of()));

        put(PLUGIN, CONFIG, "a", ANY_BYTES);
        SettingsStore.Changes first = other.changes(CONFIG, 0);
        assertThat(first.slugs()).containsExactly(PLUGIN);
        assertThat(other.changes(SECRET, 0).slugs()).as("of another kind").isEmpty();
        put(PLUGIN, CONFIG, "a", new byte[] {1});
        put(OTHER, CONFIG, "a", ANY_BYTES);
        SettingsStore.Changes second = other.changes(CONFIG, first.revision());
        assertThat(second.slugs()).containsExactlyInAnyOrder(PLUGIN, OTHER);
        assertThat(other.changes(CONFIG, second.revision())).isEqualTo(new SettingsStore.Changes(second.revision(), Set.of()));

        store.remove(PLUGIN, CONFIG, "never-there");
        put(PLUGIN, CONFIG, "b", ANY_BYTES);
        put(PLUGIN, CONFIG, "c", ANY_BYTES);
        long before = other.changes(CONFIG, second.revision()).revision();
        assertThat(put(PLUGIN, CONFIG, "d", ANY_BYTES)).as("one more than it may have").isFalse();
        store.forget("never-there", CONFIG);
        assertThat(other.changes(CONFIG, before).slugs()).as("nothing was changed").isEmpty();

        store.remove(PLUGIN, CONFIG, "a");
        assertThat(other.changes(CONFIG, before).slugs()).containsExactly(PLUGIN);
        store.forget(OTHER, CONFIG);
        assertThat(other.changes(CONFIG, before).slugs()).containsExactlyInAnyOrder(PLUGIN, OTHER);
    }

    /** Numbers that are given out in one order and seen in another are how a change gets lost. */
    @Test
    void noChangeOfManyAtOnceIsMissedByWhoAsksMeanwhile() throws Exception {
        assumeThat(store.shared()).isTrue();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Boolean>> puts = IntStream.range(0, 120)
                    .mapToObj(i -> threads.submit(() -> put("plugin-" + i, CONFIG, "a", ANY_BYTES))).toList();
            Set<String> told = new HashSet<>();
            long seen = 0;
            boolean over = false;
            while (!over) {
                over = puts.stream().allMatch(Future::isDone);
                SettingsStore.Changes changes = store.changes(CONFIG, seen);
                told.addAll(changes.slugs());
                seen = changes.revision();
            }
            for (Future<Boolean> put : puts) {
                assertThat(put.get()).isTrue();
            }
            assertThat(told).hasSize(120);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aSecondOpeningFindsEverythingAsItWas() {
        put(PLUGIN, SECRET, "a", ANY_BYTES);
        put(PLUGIN, CONFIG, "b", new byte[64 << 10]);

        SettingsStore again = openAgain();

        assertThat(again.find(PLUGIN, SECRET, "a")).hasValue(ANY_BYTES);
        assertThat(again.find(PLUGIN, CONFIG, "b")).hasValue(new byte[64 << 10]);
        assertThat(again.list(PLUGIN, SECRET)).containsExactly(new Setting("a", "ada", START));
    }

    private boolean put(String slug, SettingKind kind, String name, byte[] bytes) {
        return store.put(new StoredSetting(slug, kind, name, bytes, "ada", START), MOST);
    }
}
