package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.spi.Decisions;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Grants and their record in PostgreSQL. The row of the last number makes a decision the only one, and orders it; whoever listens
 * on {@link #CHANNEL} is told when it is committed.
 */
final class PostgresGrantStore implements GrantStore {
    static final String CHANNEL = "tollgate_grants";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NEXT = "UPDATE tollgate.grant_change SET number = number + 1 RETURNING number";
    private static final String TELL = "SELECT pg_notify(?, '')";
    private static final String GATE = "WHERE slug = ? AND version = ? AND digest = ? AND capability = ?";
    private static final String SCOPE = "SELECT scope FROM tollgate.plugin_grant " + GATE;
    private static final String OPEN = """
            INSERT INTO tollgate.plugin_grant (slug, version, digest, capability, scope, decided_by, decided_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug, version, digest, capability) DO UPDATE
            SET scope = excluded.scope, decided_by = excluded.decided_by, decided_at = excluded.decided_at""";
    private static final String CLOSE = "DELETE FROM tollgate.plugin_grant " + GATE;
    private static final String RECORD = """
            INSERT INTO tollgate.grant_decision
                (number, slug, version, digest, capability, scope_before, scope_after, decided_by, decided_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String ALL = """
            SELECT slug, version, digest, capability, scope, decided_by, decided_at FROM tollgate.plugin_grant
            ORDER BY slug, version, digest, capability""";
    private static final String DECISIONS = """
            SELECT slug, version, digest, capability, scope_before, scope_after, decided_by, decided_at FROM tollgate.grant_decision
            WHERE slug = ? ORDER BY number DESC""";

    private final Access pooled;
    private final Access deciding;
    private final Database database;

    PostgresGrantStore(Database database) {
        this.database = database;
        this.pooled = new Access(database, StoreException::new);
        this.deciding = new Access(database.unpooled(), StoreException::new);
    }

    @Override
    public void grant(Grant grant) {
        decide("record a grant", session -> {
            PluginId plugin = grant.plugin();
            record(session, plugin, grant.capability(), Optional.of(grant.scope()), grant.decidedBy(), grant.decidedAt());
            return session.update(OPEN, plugin.slug(), plugin.version(), plugin.digest().hex(), grant.capability(), grant.scope(),
                    grant.decidedBy(), grant.decidedAt());
        });
    }

    @Override
    public boolean revoke(PluginId plugin, String capability, String by, Instant at) {
        return decide("record a revocation", session -> {
            record(session, plugin, capability, Optional.empty(), by, at);
            return session.update(CLOSE, plugin.slug(), plugin.version(), plugin.digest().hex(), capability);
        }) > 0;
    }

    @Override
    public List<Grant> all() {
        return deciding.read("read grants", PATIENCE, PostgresGrantStore::all);
    }

    @Override
    public List<GrantDecision> decisions(String slug) {
        return pooled.read("read grant decisions", PATIENCE, session -> session.all(DECISIONS, row -> new GrantDecision(id(row),
                row.text(4), row.maybeText(5), row.maybeText(6), row.text(7), row.instant(8)), slug));
    }

    @Override
    public Optional<Watch> watch() {
        return Optional.of(new GrantWatch(database));
    }

    static List<Grant> all(Session session) throws SQLException {
        return session.all(ALL, row -> new Grant(id(row), row.text(4), row.text(5), row.text(6), row.instant(7)));
    }

    private <T> T decide(String what, Work<T> work) {
        return deciding.write(what, PATIENCE, session -> {
            T result = work.in(session);
            session.first(TELL, row -> true, CHANNEL);
            return result;
        });
    }

    /** Before anything else is read or written: from here on the decision is the only one. */
    private static void record(Session session, PluginId plugin, String capability, Optional<String> after, String by, Instant at)
            throws SQLException {
        long number = session.first(NEXT, row -> row.large(1)).orElseThrow(() -> new SQLException("tollgate.grant_change has no row"));
        String digest = plugin.digest().hex();
        Optional<String> before = session.first(SCOPE, row -> row.text(1), plugin.slug(), plugin.version(), digest, capability);
        session.update(RECORD, number, plugin.slug(), plugin.version(), digest, capability, before, after, by, at);
        AuditTrail.append(session, Decisions.of(new GrantDecision(plugin, capability, before, after, by, at)));
    }

    private static PluginId id(Row row) throws SQLException {
        return new PluginId(row.text(1), row.text(2), new Digest(row.text(3)));
    }
}
