package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.audit.Decision;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit's table. What a transaction decides is appended in it, as the last that it does: all who append wait for each other. */
final class AuditTrail {
    private static final String COLUMNS = "number, decided_at, decided_by, verb, slug, object, value_before, value_after, previous, hash";
    private static final String END = "SELECT number, hash FROM tollgate.audit_end FOR UPDATE";
    private static final String MOVE = "UPDATE tollgate.audit_end SET number = ?, hash = ?";
    private static final String APPEND = "INSERT INTO tollgate.audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String READ = "SELECT " + COLUMNS + """
             FROM tollgate.audit WHERE (?::bigint IS NULL OR decided_at >= ?::bigint) AND (?::bigint IS NULL OR decided_at < ?::bigint)
            AND (?::text IS NULL OR slug = ?::text) AND (?::text IS NULL OR decided_by = ?::text) ORDER BY number DESC LIMIT ?""";
    private static final String AFTER = "SELECT " + COLUMNS + " FROM tollgate.audit WHERE number > ? ORDER BY number LIMIT ?";

    private record End(long number, Digest hash) {
    }

    private AuditTrail() {
    }

    static AuditRecord append(Session session, Decision decision) throws SQLException {
        End end = session.first(END, row -> new End(row.large(1), new Digest(row.text(2))))
                .orElseThrow(() -> new SQLException("tollgate.audit_end has no row"));
        AuditRecord next = AuditRecord.after(end.number(), end.hash(), decision);
        session.update(APPEND, next.number(), decision.at(), decision.by(), decision.verb(), decision.slug(), decision.object(),
                decision.before(), decision.after(), next.previous().hex(), next.hash().hex());
        session.update(MOVE, next.number(), next.hash().hex());
        return next;
    }

    static void append(Session session, Optional<Decision> decision) throws SQLException {
        if (decision.isPresent()) {
            append(session, decision.get());
        }
    }

    static List<AuditRecord> read(Session session, AuditFilter filter) throws SQLException {
        return session.all(READ, AuditTrail::record, millis(filter.from()), millis(filter.from()), millis(filter.until()),
                millis(filter.until()), filter.slug(), filter.slug(), filter.by(), filter.by(), filter.most());
    }

    static List<AuditRecord> after(Session session, long number, int most) throws SQLException {
        return session.all(AFTER, AuditTrail::record, number, most);
    }

    private static Optional<Long> millis(Optional<Instant> moment) {
        return moment.map(Instant::toEpochMilli);
    }

    private static AuditRecord record(Row row) throws SQLException {
        return new AuditRecord(row.large(1), new Decision(row.instant(2), row.text(3), row.text(4), row.maybeText(5), row.text(6),
                row.maybeText(7), row.maybeText(8)), new Digest(row.text(9)), new Digest(row.text(10)));
    }
}
