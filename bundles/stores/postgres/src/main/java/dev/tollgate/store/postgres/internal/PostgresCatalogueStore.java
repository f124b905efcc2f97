package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
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
 * The catalogue in PostgreSQL. Of nodes that add the same version, or change the same plugin, a lock or the row lets one pass and the
 * others see that they came too late. Whoever listens on {@link #CHANNEL} is told when a plugin's row was changed.
 */
final class PostgresCatalogueStore implements CatalogueStore {
    static final String CHANNEL = "tollgate_plugins";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Packages have many megabytes. */
    private static final Duration PACKAGE = Duration.ofSeconds(15);
    private static final String NAME = "SELECT name FROM tollgate.catalogue";
    /** "plugins " in ASCII is the seed: advisory locks are numbers that all applications of a database share. */
    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(?, 8100978916743607072))";
    private static final String SAME_VERSION = "SELECT 1 FROM tollgate.plugin_version WHERE slug = ? AND version = ? LIMIT 1";
    private static final String ADD = """
            INSERT INTO tollgate.plugin_version
                (slug, version, digest, installed_at, installed_by, signer_publisher, signer_key, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug, version, digest) DO NOTHING""";
    private static final String VERSION = "tollgate.plugin_version WHERE slug = ? AND version = ? AND digest = ?";
    private static final String CONTENT = "SELECT content FROM " + VERSION;
    private static final String FIRST = """
            INSERT INTO tollgate.plugin (slug, version, digest, previous_version, previous_digest, state, reason, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET slug = EXCLUDED.slug""";
    private static final String REPLACE = """
            UPDATE tollgate.plugin SET slug = ?, version = ?, digest = ?, previous_version = ?, previous_digest = ?, state = ?, reason = ?,
            changed_at = ?\s""" + CatalogueRows.STANDS;
    private static final String REMOVE = "DELETE FROM tollgate.plugin " + CatalogueRows.STANDS;
    private static final String RETIRE = "DELETE FROM " + VERSION;
    private static final String REMOVE_VERSIONS = "DELETE FROM tollgate.plugin_version WHERE slug = ?";
    private static final String OWE = """
            INSERT INTO tollgate.cleanup_debt (slug, capability) SELECT ?, unnest(?) ON CONFLICT (slug, capability) DO NOTHING""";
    private static final String DEBTS = "SELECT slug, capability FROM tollgate.cleanup_debt";
    private static final String SETTLED = "DELETE FROM tollgate.cleanup_debt WHERE slug = ? AND capability = ?";
    private static final String TELL = "WITH last AS (UPDATE tollgate.plugin_change SET number = number + 1) SELECT pg_notify(?, '')";

    private final Database database;
    private final Access access;

    PostgresCatalogueStore(Database database) {
        this.database = database;
        this.access = new Access(database, StoreException::new);
    }

    @Override
    public String name() {
        return access.read("read the catalogue's name", PATIENCE, session -> session.first(NAME, row -> row.text(1))
                .orElseThrow(() -> new SQLException("tollgate.catalogue has no row")));
    }

    @Override
    public boolean add(StoredVersion version, byte[] content, SameVersion same, PluginEvent event) {
        PluginId id = version.id();
        return access.write("add a plugin version", PACKAGE, session -> {
            session.first(ALONE, row -> true, id.slug() + " " + id.version());
            boolean added = (same == SameVersion.ALLOWED || session.first(SAME_VERSION, row -> true, id.slug(), id.version()).isEmpty())
                    && session.update(ADD, id.slug(), id.version(), id.digest().hex(), version.installedAt(),
                            Columns.clean(version.installedBy()), version.signer().map(signer -> Columns.clean(signer.publisher())),
                            version.signer().map(signer -> signer.key().hex()), content) == 1;
            if (added) {
                PluginHistory.record(session, event);
                // A row that is there is locked by that: who removes the plugin at this moment sees this version too, or none of it.
                session.update(FIRST, CatalogueRows.values(StoredPlugin.installed(version)));
                session.first(TELL, row -> true, CHANNEL);
                PluginHistory.audit(session, event);
            }
            return added;
        });
    }

    @Override
    public List<StoredVersion> versions(String slug) {
        return access.read("read plugin versions", PATIENCE, session -> session.all(CatalogueRows.VERSIONS, CatalogueRows::version, slug));
    }

    @Override
    public Optional<byte[]> content(PluginId id) {
        return access.read("read a plugin package", PACKAGE, session -> session.first(CONTENT, row -> row.bytes(1), named(id)));
    }

    @Override
    public Optional<StoredPlugin> find(String slug) {
        return access.read("read a plugin", PATIENCE, session -> session.first(CatalogueRows.FIND, CatalogueRows::plugin, slug));
    }

    @Override
    public List<StoredPlugin> list() {
        return access.read("list plugins", PATIENCE, CatalogueRows::plugins);
    }

    @Override
    public boolean compareAndSet(StoredPlugin before, StoredPlugin after, Optional<PluginEvent> event) {
        String slug = after.current().slug();
        if (!before.current().slug().equals(slug)) {
            throw new IllegalArgumentException("a plugin keeps its slug: " + before.current().slug() + " does not become " + slug);
        }
        Object[] to = CatalogueRows.values(after);
        return change("change a plugin", event, session -> session.update(REPLACE, CatalogueRows.standing(before, to)));
    }

    /** What the plugin's row names is kept by that. */
    @Override
    public boolean retire(PluginId version, PluginEvent event) {
        return change("take a plugin version out", Optional.of(event), session -> session.update(RETIRE, named(version)));
    }

    @Override
    public boolean remove(StoredPlugin before, Set<String> capabilities, PluginEvent event) {
        String slug = before.current().slug();
        return change("remove a plugin", Optional.of(event), session -> {
            int stood = session.update(REMOVE, CatalogueRows.standing(before));
            if (stood == 1) {
                session.update(REMOVE_VERSIONS, slug);
                session.update(OWE, slug, capabilities.toArray(String[]::new));
            }
            return stood;
        });
    }

    @Override
    public List<PluginEvent> history(String slug, int most) {
        return access.read("read a plugin's history", PATIENCE, session -> PluginHistory.read(session, slug, most));
    }

    @Override
    public void trimHistory(String slug, int most) {
        access.write("trim a plugin's history", PATIENCE, session -> PluginHistory.trim(session, slug, most));
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

    @Override
    public Optional<Watch> watchPlugins() {
        return Optional.of(new PluginWatch(database));
    }

    /** Whether one row was changed; false also where that would have left one without the version that it names. */
    private boolean change(String what, Optional<PluginEvent> event, Work<Integer> work) {
        try {
            return access.write(what, PATIENCE, session -> {
                boolean changed = work.in(session) == 1;
                if (changed && event.isPresent()) {
                    PluginHistory.record(session, event.get());
                }
                if (changed) {
                    session.first(TELL, row -> true, CHANNEL);
                }
                if (changed && event.isPresent()) {
                    PluginHistory.audit(session, event.get());
                }
                return changed;
            });
        } catch (StoreException failed) {
            if (failed.getCause() instanceof SQLException cause && Failures.dangling(cause)) {
                return false;
            }
            throw failed;
        }
    }

    private static Object[] named(PluginId id) {
        return new Object[] {id.slug(), id.version(), id.digest().hex()};
    }
}
