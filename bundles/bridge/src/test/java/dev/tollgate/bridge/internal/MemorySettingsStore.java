package dev.tollgate.bridge.internal;

import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings in a list. */
final class MemorySettingsStore implements SettingsStore {
    final List<StoredSetting> rows = new ArrayList<>();
    boolean broken;
    int reads;

    @Override
    public boolean put(StoredSetting setting, int most) {
        remove(setting.slug(), setting.kind(), setting.name());
        return all(setting.slug(), setting.kind()).size() < most && rows.add(setting);
    }

    @Override
    public Optional<byte[]> find(String slug, SettingKind kind, String name) {
        return all(slug, kind).stream().filter(row -> row.name().equals(name)).map(StoredSetting::bytes).findFirst();
    }

    @Override
    public List<Setting> list(String slug, SettingKind kind) {
        return all(slug, kind).stream().map(row -> new Setting(row.name(), row.decidedBy(), row.decidedAt())).toList();
    }

    @Override
    public List<StoredSetting> all(String slug, SettingKind kind) {
        reads++;
        if (broken) {
            throw new SettingsException("the store is away");
        }
        return rows.stream().filter(row -> row.slug().equals(slug) && row.kind() == kind).toList();
    }

    @Override
    public boolean remove(String slug, SettingKind kind, String name) {
        return rows.removeIf(row -> row.slug().equals(slug) && row.kind() == kind && row.name().equals(name));
    }

    @Override
    public void forget(String slug, SettingKind kind) {
        rows.removeIf(row -> row.slug().equals(slug) && row.kind() == kind);
    }
}
