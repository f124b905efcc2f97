package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue in PostgreSQL. Of nodes that add the same version, or change the same plugin, the row lets one pass and the others
 * see that they came too late.
 */
final class PostgresCatalogueStore implements CatalogueStore {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Packages have many megabytes. */
    private static final Duration PACKAGE = Duration.ofSeconds(15);
    private static final String NAME = "SELECT name FROM tollgate.catalogue";
    private static final String ADD = """
            INSERT INTO tollgate.plugin_version (slug, version, digest, installed_at, installed_by, content) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug, version) DO NOTHING""";
    private static final String VERSIONS = """
            SELECT slug, version, digest, installed_at, installed_by FROM tollgate.plugin_version WHERE slug = ?
            ORDER BY installed_at DESC, seq DESC""";
    private static final String CONTENT = """
            SELECT content FROM tollgate.plugin_version WHERE slug = ? AND version = ? AND digest = ?""";
    private static final String FIRST = """
            INSERT INTO tollgate.plugin (slug, version, digest, state, reason, changed_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug) DO NOTHING""";
    private static final String REPLACE = """
            UPDATE tollgate.plugin SET version = ?, digest = ?, state = ?, reason = ?, changed_at = ?\s""" + CatalogueRows.STANDS;
    private static final String REMOVE = "DELETE FROM tollgate.plugin " + CatalogueRows.STANDS;
    private static final String REMOVE_VERSIONS = "DELETE FROM tollgate.plugin_version WHERE slug = ?";
    private static final String OWE = """
            INSERT INTO tollgate.cleanup_debt (slug, capability) SELECT ?, unnest(?) ON CONFLICT (slug, capability) DO NOTHING""";
    private static final String DEBTS = "SELECT slug, capability FROM tollgate.cleanup_debt";
    private static final String SETTLED = "DELETE FROM tollgate.cleanup_debt WHERE slug = ? AND capability = ?";

    private final Access access;

    PostgresCatalogueStore(Database database) {
        this.access = new Access(database, StoreException::new);
    }

    @Override
    public String name() {
        return access.read("read the catalogue's name", PATIENCE, session -> session.first(NAME, row -> row.text(1))
                .orElseThrow(() -> new SQLException("tollgate.catalogue has no row")));
    }

    @Override
    public boolean add(StoredVersion version, byte[] content) {
        PluginId id = version.id();
        return access.write("add a plugin version", PACKAGE, session -> session.update(ADD, id.slug(), id.version(), id.digest().hex(),
                version.installedAt(), Columns.clean(version.installedBy()), content)) == 1;
    }

    @Override
    public List<StoredVersion> versions(String slug) {
        return access.read("read plugin versions", PATIENCE, session -> session.all(VERSIONS, CatalogueRows::version, slug));
    }

    @Override
    public Optional<byte[]> content(PluginId id) {
        return access.read("read a plugin package", PACKAGE, session -> session.first(CONTENT, row -> row.bytes(1), id.slug(),
                id.version(), id.digest().hex()));
    }

    @Override
    public Optional<StoredPlugin> find(String slug) {
        return access.read("read a plugin", PATIENCE, session -> session.first(CatalogueRows.FIND, CatalogueRows::plugin, slug));
    }

    @Override
    public List<StoredPlugin> list() {
        return access.read("list plugins", PATIENCE, session -> session.all(CatalogueRows.LIST, CatalogueRows::plugin));
    }

    @Override
    public boolean compareAndSet(Optional<StoredPlugin> before, StoredPlugin after) {
        PluginId to = after.current();
        String reason = CatalogueRows.reason(after);
        if (before.isEmpty()) {
            return access.write("add a plugin", PATIENCE, session -> session.update(FIRST, to.slug(), to.version(), to.digest().hex(),
                    after.state().name(), reason, after.changedAt())) == 1;
        }
        String slug = before.get().current().slug();
        if (!slug.equals(to.slug())) {
            throw new IllegalArgumentException("a plugin keeps its slug: " + slug + " does not become " + to.slug());
        }
        return access.write("change a plugin", PATIENCE, session -> session.update(REPLACE, CatalogueRows.standing(before.get(),
                to.version(), to.digest().hex(), after.state().name(), reason, after.changedAt()))) == 1;
    }

    @Override
    public boolean remove(StoredPlugin before, Set<String> capabilities) {
        String slug = before.current().slug();
        return access.write("remove a plugin", PATIENCE, session -> {
            boolean stood = session.update(REMOVE, CatalogueRows.standing(before)) == 1;
            if (stood) {
                session.update(REMOVE_VERSIONS, slug);
                session.update(OWE, slug, capabilities.toArray(String[]::new));
            }
            return stood;
        });
    }

    @Override
    public Set<CleanupDebt> debts() {
        return access.read("read what is to be deleted", PATIENCE, session -> Set.copyOf(session.all(DEBTS,
                row -> new CleanupDebt(row.text(1), row.text(2)))));
    }

    @Override
    public void settled(CleanupDebt debt) {
        access.write("record what was deleted", PATIENCE, session -> session.update(SETTLED, debt.slug(), debt.capability()));
    }
}
