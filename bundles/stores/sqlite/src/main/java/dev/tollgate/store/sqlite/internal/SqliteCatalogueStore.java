package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The catalogue in SQLite. There is one writer, so that what a transaction looks at first stays as it is until its end. */
final class SqliteCatalogueStore implements CatalogueStore {
    private static final String NAME = "SELECT name FROM catalogue";
    private static final String SAME_VERSION = "SELECT 1 FROM plugin_version WHERE slug = ? AND version = ? LIMIT 1";
    private static final String ADD = """
            INSERT INTO plugin_version (slug, version, digest, installed_at, installed_by, signer_publisher, signer_key, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug, version, digest) DO NOTHING""";
    private static final String VERSION = "plugin_version WHERE slug = ? AND version = ? AND digest = ?";
    private static final String THERE = "SELECT 1 FROM " + VERSION;
    private static final String CONTENT = "SELECT content FROM " + VERSION;
    private static final String FIRST = """
            INSERT INTO plugin (slug, version, digest, previous_version, previous_digest, state, reason, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO NOTHING""";
    private static final String REPLACE = """
            UPDATE plugin SET slug = ?, version = ?, digest = ?, previous_version = ?, previous_digest = ?, state = ?, reason = ?,
            changed_at = ?
            """ + CatalogueRows.STANDS;
    private static final String REMOVE = "DELETE FROM plugin " + CatalogueRows.STANDS;
    private static final String NAMED = """
            SELECT 1 FROM plugin WHERE slug = ?1 AND (version = ?2 AND digest = ?3 OR previous_version = ?2 AND previous_digest = ?3)""";
    private static final String RETIRE = "DELETE FROM " + VERSION;
    private static final String OWE = "INSERT INTO cleanup_debt (slug, capability) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String DEBTS = "SELECT slug, capability FROM cleanup_debt";
    private static final String SETTLED = "DELETE FROM cleanup_debt WHERE slug = ? AND capability = ?";
    private static final String REMOVE_VERSIONS = "DELETE FROM plugin_version WHERE slug = ?";

    private final Access access;

    SqliteCatalogueStore(Database database) {
        this.access = new Access(database, StoreException::new);
    }

    @Override
    public String name() {
        return access.read("read the catalogue's name", session -> session.first(NAME, row -> row.text(1))).orElseThrow();
    }

    @Override
    public boolean add(StoredVersion version, byte[] content, SameVersion same, PluginEvent event) {
        PluginId id = version.id();
        return access.write("add a plugin version", session -> {
            if (same == SameVersion.REFUSED && is(session, SAME_VERSION, id.slug(), id.version())) {
                return false;
            }
            boolean added = recorded(session, event, session.update(ADD, id.slug(), id.version(), id.digest().hex(), version.installedAt(),
                    version.installedBy(), version.signer().map(signer -> signer.publisher()),
                    version.signer().map(signer -> signer.key().hex()), content));
            if (added) {
                session.update(FIRST, CatalogueRows.values(StoredPlugin.installed(version)).toArray());
            }
            return added;
        });
    }

    @Override
    public List<StoredVersion> versions(String slug) {
        return access.read("read plugin versions", session -> session.all(CatalogueRows.VERSIONS, CatalogueRows::version, slug));
    }

    @Override
    public Optional<byte[]> content(PluginId id) {
        return access.read("read a plugin package", session -> session.first(CONTENT, row -> row.bytes(1), id.slug(),
                id.version(), id.digest().hex()));
    }

    @Override
    public Optional<StoredPlugin> find(String slug) {
        return access.read("read a plugin", session -> session.first(CatalogueRows.FIND, CatalogueRows::plugin, slug));
    }

    @Override
    public List<StoredPlugin> list() {
        return access.read("list plugins", session -> session.all(CatalogueRows.LIST, CatalogueRows::plugin));
    }

    @Override
    public boolean compareAndSet(StoredPlugin before, StoredPlugin after, Optional<PluginEvent> event) {
        String slug = after.current().slug();
        if (!before.current().slug().equals(slug)) {
            throw new IllegalArgumentException("a plugin keeps its slug: " + before.current().slug() + " does not become " + slug);
        }
        Object[] to = CatalogueRows.values(after).toArray();
        return access.write("change a plugin", session -> {
            if (!there(session, after.current()) || after.previous().isPresent() && !there(session, after.previous().get())) {
                return false;
            }
            int changed = session.update(REPLACE, CatalogueRows.standing(before, to));
            if (changed == 1 && event.isPresent()) {
                PluginHistory.record(session, event.get());
            }
            return changed == 1;
        });
    }

    @Override
    public boolean retire(PluginId version, PluginEvent event) {
        Object[] id = {version.slug(), version.version(), version.digest().hex()};
        return access.write("take a plugin version out", session -> !is(session, NAMED, id)
                && recorded(session, event, session.update(RETIRE, id)));
    }

    @Override
    public boolean remove(StoredPlugin before, Set<String> capabilities, PluginEvent event) {
        String slug = before.current().slug();
        return access.write("remove a plugin", session -> {
            boolean stood = recorded(session, event, session.update(REMOVE, CatalogueRows.standing(before)));
            if (stood) {
                session.update(REMOVE_VERSIONS, slug);
                for (String capability : capabilities) {
                    session.update(OWE, slug, capability);
                }
            }
            return stood;
        });
    }

    @Override
    public List<PluginEvent> history(String slug, int most) {
        return access.read("read a plugin's history", session -> PluginHistory.read(session, slug, most));
    }

    @Override
    public void trimHistory(String slug, int most) {
        access.write("trim a plugin's history", session -> {
            PluginHistory.trim(session, slug, most);
            return true;
        });
    }

    @Override
    public Set<CleanupDebt> debts() {
        return access.read("read what is to be deleted", session -> Set.copyOf(session.all(DEBTS,
                row -> new CleanupDebt(row.text(1), row.text(2)))));
    }

    @Override
    public void settled(CleanupDebt debt) {
        access.write("record what was deleted", session -> session.update(SETTLED, debt.slug(), debt.capability()));
    }

    private static boolean there(Session session, PluginId id) throws SQLException {
        return is(session, THERE, id.slug(), id.version(), id.digest().hex());
    }

    private static boolean is(Session session, String question, Object... arguments) throws SQLException {
        return session.first(question, row -> true, arguments).isPresent();
    }

    /** Whether a row was changed, which is taken down then. */
    private static boolean recorded(Session session, PluginEvent event, int changed) throws SQLException {
        if (changed == 1) {
            PluginHistory.record(session, event);
        }
        return changed == 1;
    }
}
