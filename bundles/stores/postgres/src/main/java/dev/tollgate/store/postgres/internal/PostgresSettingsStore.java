package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import dev.tollgate.lifecycle.spi.Decisions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What administrators set for plugins, in PostgreSQL. Who adds to a plugin's settings of a kind is the only one who does. */
final class PostgresSettingsStore implements SettingsStore {
    /** Guests wait for what is read. */
    private static final Duration READING = Duration.ofSeconds(5);
    private static final Duration WRITING = Duration.ofSeconds(10);
    /** Its second argument keeps these locks apart from others'. */
    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(?, 5027744018321659933))";
    private static final String OTHERS = "SELECT count(*) FROM tollgate.setting WHERE slug = ? AND kind = ? AND name <> ?";
    private static final String PUT = """
            INSERT INTO tollgate.setting (slug, kind, name, bytes, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug, kind, name) DO UPDATE
            SET bytes = excluded.bytes, decided_by = excluded.decided_by, decided_at = excluded.decided_at""";
    private static final String OF_KIND = " FROM tollgate.setting WHERE slug = ? AND kind = ?";
    private static final String ONE = OF_KIND + " AND name = ?";
    private static final String FIND = "SELECT bytes" + ONE;
    private static final String LIST = "SELECT name, decided_by, decided_at" + OF_KIND + " ORDER BY name";
    private static final String ALL = "SELECT name, decided_by, decided_at, bytes" + OF_KIND + " ORDER BY name";
    private static final String REMOVE = "DELETE" + ONE;
    private static final String FORGET = "DELETE" + OF_KIND;
    private static final String NEXT_REVISION = """
            INSERT INTO tollgate.setting_revision AS present (kind, revision) VALUES (?, 1)
            ON CONFLICT (kind) DO UPDATE SET revision = present.revision + 1
            RETURNING revision""";
    private static final String CHANGED = """
            INSERT INTO tollgate.setting_change (slug, kind, revision) VALUES (?, ?, ?)
            ON CONFLICT (slug, kind) DO UPDATE SET revision = excluded.revision""";
    private static final String CHANGES = "SELECT slug, revision FROM tollgate.setting_change WHERE kind = ? AND revision > ?";

    private final Access access;

    PostgresSettingsStore(Database database) {
        this.access = new Access(database, SettingsException::new);
    }

    @Override
    public boolean put(StoredSetting setting, int most) {
        String slug = setting.slug();
        String kind = setting.kind().name();
        return access.write("keep a setting", WRITING, session -> {
            session.first(ALONE, row -> true, slug + ' ' + kind);
            int others = session.first(OTHERS, row -> row.number(1), slug, kind, setting.name()).orElse(0);
            if (others >= most) {
                return false;
            }
            Optional<byte[]> before = session.first(FIND, row -> row.bytes(1), slug, kind, setting.name());
            changed(session, slug, kind, session.update(PUT, slug, kind, setting.name(), setting.bytes(),
                    Columns.clean(setting.decidedBy()), setting.decidedAt()));
            AuditTrail.append(session, Decisions.setting(new Decisions.Setting(slug, setting.kind(), setting.name()), setting.decidedBy(),
                    setting.decidedAt(), before, Optional.of(setting.bytes())));
            return true;
        });
    }

    @Override
    public Optional<byte[]> find(String slug, SettingKind kind, String name) {
        return access.read("read a setting", READING, session -> session.first(FIND, row -> row.bytes(1), slug, kind.name(), name));
    }

    @Override
    public List<Setting> list(String slug, SettingKind kind) {
        return access.read("list settings", READING, session -> session.all(LIST,
                row -> new Setting(row.text(1), row.text(2), row.instant(3)), slug, kind.name()));
    }

    @Override
    public List<StoredSetting> all(String slug, SettingKind kind) {
        return access.read("read settings", READING, session -> session.all(ALL,
                row -> new StoredSetting(slug, kind, row.text(1), row.bytes(4), row.text(2), row.instant(3)), slug, kind.name()));
    }

    @Override
    public boolean remove(String slug, SettingKind kind, String name) {
        return access.write("remove a setting", WRITING, session -> changed(session, slug, kind.name(),
                session.update(REMOVE, slug, kind.name(), name)));
    }

    @Override
    public boolean remove(String slug, SettingKind kind, String name, String by, Instant at) {
        return access.write("remove a setting", WRITING, session -> {
            Optional<byte[]> before = session.first(FIND, row -> row.bytes(1), slug, kind.name(), name);
            boolean removed = changed(session, slug, kind.name(), session.update(REMOVE, slug, kind.name(), name));
            if (removed) {
                AuditTrail.append(session, Decisions.setting(new Decisions.Setting(slug, kind, name), by, at, before, Optional.empty()));
            }
            return removed;
        });
    }

    @Override
    public void forget(String slug, SettingKind kind) {
        access.write("forget settings", WRITING, session -> changed(session, slug, kind.name(), session.update(FORGET, slug, kind.name())));
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public Changes changes(SettingKind kind, long since) {
        return access.read("look for changed settings", READING, session -> {
            long revision = since;
            Set<String> slugs = new HashSet<>();
            for (Change change : session.all(CHANGES, row -> new Change(row.text(1), row.large(2)), kind.name(), since)) {
                slugs.add(change.slug());
                revision = Math.max(revision, change.revision());
            }
            return new Changes(revision, slugs);
        });
    }

    private record Change(String slug, long revision) {
    }

    /** @return whether there was anything to change */
    private static boolean changed(Session session, String slug, String kind, int rows) throws SQLException {
        if (rows == 0) {
            return false;
        }
        long revision = session.first(NEXT_REVISION, row -> row.large(1), kind).orElseThrow();
        return session.update(CHANGED, slug, kind, revision) == 1;
    }
}
