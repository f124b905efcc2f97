package dev.tollgate.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigWatchTest {
    private final OthersStore store = new OthersStore();
    private final List<String> heard = new ArrayList<>();

    /** Where others change settings; asked for changes by hand. */
    private static final class OthersStore implements SettingsStore {
        private final List<String> changed = new ArrayList<>();
        private boolean away;

        @Override
        public Changes changes(SettingKind kind, long since) {
            if (away || kind != SettingKind.CONFIG) {
                throw new SettingsException("the store is away");
            }
            return new Changes(changed.size(), Set.copyOf(changed.subList((int) since, changed.size())));
        }

        @Override
        public boolean put(StoredSetting setting, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<byte[]> find(String slug, SettingKind kind, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Setting> list(String slug, SettingKind kind) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<StoredSetting> all(String slug, SettingKind kind) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean remove(String slug, SettingKind kind, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(String slug, SettingKind kind) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void whatOthersChangeIsToldOnceAlsoAfterTheStoreWasAway() {
        ConfigWatch watch = new ConfigWatch(new ChosenSettings(store), new ConfigNews());
        watch.add(heard::add);
        watch.look();
        assertThat(heard).isEmpty();
        store.changed.add("image-tools");
        watch.look();
        watch.look();
        assertThat(heard).containsExactly("image-tools");
        store.changed.add("other-tools");
        store.away = true;
        watch.look();
        assertThat(heard).hasSize(1);
        store.away = false;
        watch.look();
        assertThat(heard).containsExactly("image-tools", "other-tools");
        watch.close();
    }
}
