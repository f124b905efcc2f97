package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.audit.AuditException;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.audit.AuditStore;
import dev.tollgate.abi.audit.Decision;
import java.time.Duration;
import java.util.List;

/** The audit in PostgreSQL. */
final class PostgresAuditStore implements AuditStore {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Access access;

    PostgresAuditStore(Database database) {
        this.access = new Access(database, AuditException::new);
    }

    @Override
    public AuditRecord append(Decision decision) {
        return access.write("record a decision", PATIENCE, session -> AuditTrail.append(session, decision));
    }

    @Override
    public List<AuditRecord> read(AuditFilter filter) {
        return access.read("read the audit", PATIENCE, session -> AuditTrail.read(session, filter));
    }

    @Override
    public List<AuditRecord> after(long number, int most) {
        return access.read("read the audit", PATIENCE, session -> AuditTrail.after(session, number, most));
    }
}
