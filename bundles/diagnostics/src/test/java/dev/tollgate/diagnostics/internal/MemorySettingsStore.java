package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settings in a map. */
final class MemorySettingsStore implements SettingsStore {
    private final Map<String, StoredSetting> rows = new TreeMap<>();

    @Override
    public boolean put(StoredSetting setting, int most) {
        rows.put(key(setting.slug(), setting.kind(), setting.name()), setting);
        return true;
    }

    @Override
    public Optional<byte[]> find(String slug, SettingKind kind, String name) {
        return Optional.ofNullable(rows.get(key(slug, kind, name))).map(StoredSetting::bytes);
    }

    @Override
    public List<Setting> list(String slug, SettingKind kind) {
        return all(slug, kind).stream().map(row -> new Setting(row.name(), row.decidedBy(), row.decidedAt())).toList();
    }

    @Override
    public List<StoredSetting> all(String slug, SettingKind kind) {
        return rows.values().stream().filter(row -> row.slug().equals(slug) && row.kind() == kind).toList();
    }

    @Override
    public boolean remove(String slug, SettingKind kind, String name) {
        return rows.remove(key(slug, kind, name)) != null;
    }

    @Override
    public void forget(String slug, SettingKind kind) {
        rows.values().removeIf(row -> row.slug().equals(slug) && row.kind() == kind);
    }

    private static String key(String slug, SettingKind kind, String name) {
        return slug + " " + kind + " " + name;
    }
}
