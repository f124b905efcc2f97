package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.spi.Decisions;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants and their record in SQLite. */
final class SqliteGrantStore implements GrantStore {
    private static final String GATE = "WHERE slug = ? AND version = ? AND digest = ? AND capability = ?";
    private static final String SCOPE = "SELECT scope FROM plugin_grant " + GATE;
    private static final String OPEN = """
            INSERT INTO plugin_grant (slug, version, digest, capability, scope, decided_by, decided_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE
            SET scope = excluded.scope, decided_by = excluded.decided_by, decided_at = excluded.decided_at""";
    private static final String CLOSE = "DELETE FROM plugin_grant " + GATE;
    private static final String RECORD = """
            INSERT INTO grant_decision (slug, version, digest, capability, scope_before, scope_after, decided_by, decided_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String ALL = """
            SELECT slug, version, digest, capability, scope, decided_by, decided_at FROM plugin_grant
            ORDER BY slug, version, digest, capability""";
    private static final String DECISIONS = """
            SELECT slug, version, digest, capability, scope_before, scope_after, decided_by, decided_at FROM grant_decision
            WHERE slug = ? ORDER BY seq DESC""";

    private final Access access;

    SqliteGrantStore(Database database) {
        this.access = new Access(database, StoreException::new);
    }

    @Override
    public void grant(Grant grant) {
        access.write("record a grant", session -> {
            PluginId plugin = grant.plugin();
            Optional<String> before = scope(session, plugin, grant.capability());
            session.update(OPEN, plugin.slug(), plugin.version(), plugin.digest().hex(), grant.capability(), grant.scope(),
                    grant.decidedBy(), grant.decidedAt());
            record(session, new GrantDecision(plugin, grant.capability(), before, Optional.of(grant.scope()),
                    grant.decidedBy(), grant.decidedAt()));
            return null;
        });
    }

    @Override
    public boolean revoke(PluginId plugin, String capability, String by, Instant at) {
        return access.write("record a revocation", session -> {
            Optional<String> before = scope(session, plugin, capability);
            session.update(CLOSE, plugin.slug(), plugin.version(), plugin.digest().hex(), capability);
            record(session, new GrantDecision(plugin, capability, before, Optional.empty(), by, at));
            return before.isPresent();
        });
    }

    @Override
    public List<Grant> all() {
        return access.read("read grants", session -> session.all(ALL,
                row -> new Grant(id(row), row.text(4), row.text(5), row.text(6), row.instant(7))));
    }

    @Override
    public List<GrantDecision> decisions(String slug) {
        return access.read("read grant decisions", session -> session.all(DECISIONS, row -> new GrantDecision(id(row),
                row.text(4), row.maybeText(5), row.maybeText(6), row.text(7), row.instant(8)), slug));
    }

    private static Optional<String> scope(Session session, PluginId plugin, String capability) throws SQLException {
        return session.first(SCOPE, row -> row.text(1), plugin.slug(), plugin.version(), plugin.digest().hex(), capability);
    }

    private static void record(Session session, GrantDecision decision) throws SQLException {
        PluginId plugin = decision.plugin();
        session.update(RECORD, plugin.slug(), plugin.version(), plugin.digest().hex(), decision.capability(),
                decision.before(), decision.after(), decision.decidedBy(), decision.decidedAt());
        AuditTrail.append(session, Decisions.of(decision));
    }

    private static PluginId id(Row row) throws SQLException {
        return new PluginId(row.text(1), row.text(2), new Digest(row.text(3)));
    }
}
