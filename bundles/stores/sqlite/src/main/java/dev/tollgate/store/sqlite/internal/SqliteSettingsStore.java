package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import dev.tollgate.lifecycle.spi.Decisions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What administrators set for plugins, in SQLite. */
final class SqliteSettingsStore implements SettingsStore {
    private static final String OTHERS = "SELECT count(*) FROM setting WHERE slug = ? AND kind = ? AND name <> ?";
    private static final String PUT = """
            INSERT INTO setting (slug, kind, name, bytes, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE
            SET bytes = excluded.bytes, decided_by = excluded.decided_by, decided_at = excluded.decided_at""";
    private static final String FIND = "SELECT bytes FROM setting WHERE slug = ? AND kind = ? AND name = ?";
    private static final String LIST = "SELECT name, decided_by, decided_at FROM setting WHERE slug = ? AND kind = ? ORDER BY name";
    private static final String ALL = "SELECT name, bytes, decided_by, decided_at FROM setting WHERE slug = ? AND kind = ? ORDER BY name";
    private static final String REMOVE = "DELETE FROM setting WHERE slug = ? AND kind = ? AND name = ?";
    private static final String FORGET = "DELETE FROM setting WHERE slug = ? AND kind = ?";

    private final Access access;

    SqliteSettingsStore(Database database) {
        this.access = new Access(database, SettingsException::new);
    }

    @Override
    public boolean put(StoredSetting setting, int most) {
        return access.write("keep a setting", session -> {
            int others = session.first(OTHERS, row -> row.number(1), setting.slug(), setting.kind(), setting.name()).orElse(0);
            if (others >= most) {
                return false;
            }
            record(session, new Decisions.Setting(setting.slug(), setting.kind(), setting.name()), setting.decidedBy(), setting.decidedAt(),
                    Optional.of(setting.bytes()));
            return session.update(PUT, setting.slug(), setting.kind(), setting.name(), setting.bytes(), setting.decidedBy(),
                    setting.decidedAt()) == 1;
        });
    }

    @Override
    public Optional<byte[]> find(String slug, SettingKind kind, String name) {
        return access.read("read a setting", session -> session.first(FIND, row -> row.bytes(1), slug, kind, name));
    }

    @Override
    public List<Setting> list(String slug, SettingKind kind) {
        return access.read("list settings", session -> session.all(LIST,
                row -> new Setting(row.text(1), row.text(2), row.instant(3)), slug, kind));
    }

    @Override
    public List<StoredSetting> all(String slug, SettingKind kind) {
        return access.read("read settings", session -> session.all(ALL,
                row -> new StoredSetting(slug, kind, row.text(1), row.bytes(2), row.text(3), row.instant(4)), slug, kind));
    }

    @Override
    public boolean remove(String slug, SettingKind kind, String name) {
        return access.write("remove a setting", session -> session.update(REMOVE, slug, kind, name) == 1);
    }

    @Override
    public boolean remove(String slug, SettingKind kind, String name, String by, Instant at) {
        return access.write("remove a setting", session -> {
            boolean there = session.first(FIND, row -> true, slug, kind, name).isPresent();
            if (there) {
                record(session, new Decisions.Setting(slug, kind, name), by, at, Optional.empty());
            }
            return session.update(REMOVE, slug, kind, name) == 1;
        });
    }

    /** Before it is done: what stands now is part of it. */
    private static void record(Session session, Decisions.Setting setting, String by, Instant at, Optional<byte[]> after) throws SQLException {
        Optional<byte[]> before = session.first(FIND, row -> row.bytes(1), setting.slug(), setting.kind(), setting.name());
        AuditTrail.append(session, Decisions.setting(setting, by, at, before, after));
    }

    @Override
    public void forget(String slug, SettingKind kind) {
        access.write("forget settings", session -> session.update(FORGET, slug, kind));
    }
}
