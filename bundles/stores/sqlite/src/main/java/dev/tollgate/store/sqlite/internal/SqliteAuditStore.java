package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.audit.AuditException;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.audit.AuditStore;
import dev.tollgate.abi.audit.Decision;
import java.util.List;

/** The audit in SQLite. */
final class SqliteAuditStore implements AuditStore {
    private final Access access;

    SqliteAuditStore(Database database) {
        this.access = new Access(database, AuditException::new);
    }

    @Override
    public AuditRecord append(Decision decision) {
        return access.write("record a decision", session -> AuditTrail.append(session, decision));
    }

    @Override
    public List<AuditRecord> read(AuditFilter filter) {
        return access.read("read the audit", session -> AuditTrail.read(session, filter));
    }

    @Override
    public List<AuditRecord> after(long number, int most) {
        return access.read("read the audit", session -> AuditTrail.after(session, number, most));
    }
}
