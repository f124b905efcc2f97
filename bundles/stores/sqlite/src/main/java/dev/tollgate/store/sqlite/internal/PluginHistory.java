package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.spi.Decisions;
import java.sql.SQLException;
import java.util.List;

/** What became of plugins, in the order in which it did. */
final class PluginHistory {
    private static final String RECORD = """
            INSERT INTO plugin_event (slug, version, digest, kind, done_by, detail, happened_at) VALUES (?, ?, ?, ?, ?, ?, ?)""";
    private static final String READ = """
            SELECT slug, version, digest, kind, done_by, detail, happened_at FROM plugin_event WHERE slug = ? ORDER BY seq DESC LIMIT ?""";
    private static final String TRIM = """
            DELETE FROM plugin_event WHERE slug = ?1 AND seq <=
            (SELECT seq FROM plugin_event WHERE slug = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)""";

    private PluginHistory() {
    }

    /** Part of the transaction in which it happens. */
    static void record(Session session, PluginEvent event) throws SQLException {
        PluginId id = event.plugin();
        session.update(RECORD, id.slug(), id.version(), id.digest().hex(), event.kind(), event.by(), event.detail(), event.at());
        AuditTrail.append(session, Decisions.of(event));
    }

    static List<PluginEvent> read(Session session, String slug, int most) throws SQLException {
        return session.all(READ, row -> new PluginEvent(CatalogueRows.id(row), PluginEvent.Kind.valueOf(row.text(4)), row.text(5),
                row.text(6), row.instant(7)), slug, most);
    }

    static void trim(Session session, String slug, int most) throws SQLException {
        session.update(TRIM, slug, most);
    }
}
