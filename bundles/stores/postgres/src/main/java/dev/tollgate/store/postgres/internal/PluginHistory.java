package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.spi.Decisions;
import java.sql.SQLException;
import java.util.List;

/** What became of plugins, in the order in which it did. */
final class PluginHistory {
    private static final String RECORD = """
            INSERT INTO tollgate.plugin_event (slug, version, digest, kind, done_by, detail, happened_at) VALUES (?, ?, ?, ?, ?, ?, ?)""";
    private static final String READ = """
            SELECT slug, version, digest, kind, done_by, detail, happened_at FROM tollgate.plugin_event WHERE slug = ?
            ORDER BY seq DESC LIMIT ?""";
    private static final String TRIM = """
            DELETE FROM tollgate.plugin_event WHERE slug = ? AND seq <=
            (SELECT seq FROM tollgate.plugin_event WHERE slug = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)""";

    private PluginHistory() {
    }

    /** Part of the transaction in which it happens, after what makes that the only one for its plugin. */
    static void record(Session session, PluginEvent event) throws SQLException {
        PluginId id = event.plugin();
        session.update(RECORD, id.slug(), id.version(), id.digest().hex(), event.kind().name(), Columns.clean(event.by()),
                Columns.clean(event.detail()), event.at());
    }

    /** The same for the audit, after everything else that the transaction locks. */
    static void audit(Session session, PluginEvent event) throws SQLException {
        AuditTrail.append(session, Decisions.of(event));
    }

    static List<PluginEvent> read(Session session, String slug, int most) throws SQLException {
        return session.all(READ, row -> new PluginEvent(CatalogueRows.id(row), PluginEvent.Kind.valueOf(row.text(4)), row.text(5),
                row.text(6), row.instant(7)), slug, most);
    }

    static int trim(Session session, String slug, int most) throws SQLException {
        return session.update(TRIM, slug, slug, most);
    }
}
