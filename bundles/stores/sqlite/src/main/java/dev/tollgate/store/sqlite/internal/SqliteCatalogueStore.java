package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The catalogue in SQLite. */
final class SqliteCatalogueStore implements CatalogueStore {
    private static final String NAME = "SELECT name FROM catalogue";
    private static final String ADD = """
            INSERT INTO plugin_version (slug, version, digest, installed_at, installed_by, content) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug, version) DO NOTHING""";
    private static final String VERSIONS = """
            SELECT slug, version, digest, installed_at, installed_by FROM plugin_version WHERE slug = ?
            ORDER BY installed_at DESC, seq DESC""";
    private static final String CONTENT = "SELECT content FROM plugin_version WHERE slug = ? AND version = ? AND digest = ?";
    private static final String PLUGIN = "SELECT slug, version, digest, state, reason, changed_at FROM plugin ";
    private static final String FIND = PLUGIN + "WHERE slug = ?";
    private static final String LIST = PLUGIN + "ORDER BY slug";
    private static final String FIRST = """
            INSERT INTO plugin (slug, version, digest, state, reason, changed_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug) DO NOTHING""";
    private static final String STANDS = """
            WHERE slug = ? AND version = ? AND digest = ? AND state = ? AND reason IS ? AND changed_at = ?""";
    private static final String REPLACE = """
            UPDATE plugin SET version = ?, digest = ?, state = ?, reason = ?, changed_at = ?
            """ + STANDS;
    private static final String REMOVE = "DELETE FROM plugin " + STANDS;
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
    public boolean add(StoredVersion version, byte[] content) {
        PluginId id = version.id();
        return access.write("add a plugin version", session -> session.update(ADD, id.slug(), id.version(), id.digest().hex(),
                version.installedAt(), version.installedBy(), content)) == 1;
    }

    @Override
    public List<StoredVersion> versions(String slug) {
        return access.read("read plugin versions", session -> session.all(VERSIONS,
                row -> new StoredVersion(id(row), row.instant(4), row.text(5)), slug));
    }

    @Override
    public Optional<byte[]> content(PluginId id) {
        return access.read("read a plugin package", session -> session.first(CONTENT, row -> row.bytes(1), id.slug(),
                id.version(), id.digest().hex()));
    }

    @Override
    public Optional<StoredPlugin> find(String slug) {
        return access.read("read a plugin", session -> session.first(FIND, SqliteCatalogueStore::plugin, slug));
    }

    @Override
    public List<StoredPlugin> list() {
        return access.read("list plugins", session -> session.all(LIST, SqliteCatalogueStore::plugin));
    }

    @Override
    public boolean compareAndSet(Optional<StoredPlugin> before, StoredPlugin after) {
        PluginId to = after.current();
        if (before.isEmpty()) {
            return access.write("add a plugin", session -> session.update(FIRST, to.slug(), to.version(), to.digest().hex(),
                    after.state(), after.reason(), after.changedAt())) == 1;
        }
        StoredPlugin from = before.get();
        PluginId was = from.current();
        if (!was.slug().equals(to.slug())) {
            throw new IllegalArgumentException("a plugin keeps its slug: " + was.slug() + " does not become " + to.slug());
        }
        return access.write("change a plugin", session -> session.update(REPLACE, to.version(), to.digest().hex(),
                after.state(), after.reason(), after.changedAt(), was.slug(), was.version(), was.digest().hex(), from.state(),
                from.reason(), from.changedAt())) == 1;
    }

    @Override
    public boolean remove(StoredPlugin before, Set<String> capabilities) {
        PluginId was = before.current();
        return access.write("remove a plugin", session -> {
            boolean stood = session.update(REMOVE, was.slug(), was.version(), was.digest().hex(), before.state(),
                    before.reason(), before.changedAt()) == 1;
            if (stood) {
                session.update(REMOVE_VERSIONS, was.slug());
                for (String capability : capabilities) {
                    session.update(OWE, was.slug(), capability);
                }
            }
            return stood;
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

    private static StoredPlugin plugin(Row row) throws SQLException {
        return new StoredPlugin(id(row), PluginState.valueOf(row.text(4)), row.maybeText(5), row.instant(6));
    }

    private static PluginId id(Row row) throws SQLException {
        return new PluginId(row.text(1), row.text(2), new Digest(row.text(3)));
    }
}
