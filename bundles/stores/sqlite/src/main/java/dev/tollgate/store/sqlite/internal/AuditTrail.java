package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.audit.Decision;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The audit's table. What a transaction decides is appended in it. */
final class AuditTrail {
    private static final String COLUMNS = "number, decided_at, decided_by, verb, slug, object, value_before, value_after, previous, hash";
    private static final String END = "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1";
    private static final String APPEND = "INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String READ = "SELECT " + COLUMNS + """
             FROM audit WHERE (?1 IS NULL OR decided_at >= ?1) AND (?2 IS NULL OR decided_at < ?2) AND (?3 IS NULL OR slug = ?3)
            AND (?4 IS NULL OR decided_by = ?4) ORDER BY number DESC LIMIT ?5""";
    private static final String AFTER = "SELECT " + COLUMNS + " FROM audit WHERE number > ? ORDER BY number LIMIT ?";

    private record End(long number, Digest hash) {
    }

    private AuditTrail() {
    }

    static AuditRecord append(Session session, Decision decision) throws SQLException {
        End end = session.first(END, row -> new End(row.large(1), new Digest(row.text(2)))).orElse(new End(0, AuditRecord.NOTHING));
        AuditRecord next = AuditRecord.after(end.number(), end.hash(), decision);
        session.update(APPEND, next.number(), decision.at(), decision.by(), decision.verb(), decision.slug(), decision.object(),
                decision.before(), decision.after(), next.previous().hex(), next.hash().hex());
        return next;
    }

    static void append(Session session, Optional<Decision> decision) throws SQLException {
        if (decision.isPresent()) {
            append(session, decision.get());
        }
    }

    static List<AuditRecord> read(Session session, AuditFilter filter) throws SQLException {
        return session.all(READ, AuditTrail::record, filter.from(), filter.until(), filter.slug(), filter.by(), filter.most());
    }

    static List<AuditRecord> after(Session session, long number, int most) throws SQLException {
        return session.all(AFTER, AuditTrail::record, number, most);
    }

    private static AuditRecord record(Row row) throws SQLException {
        return new AuditRecord(row.large(1), new Decision(row.instant(2), row.text(3), row.text(4), row.maybeText(5), row.text(6),
                row.maybeText(7), row.maybeText(8)), new Digest(row.text(9)), new Digest(row.text(10)));
    }
}
