package dev.tollgate.abi.audit;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps records, and refuses to change or remove any. What else is kept in the same store is recorded with its decision, in one
 * transaction. Every method is one transaction, durable when it returns, and safe to call from many threads. Failures are
 * {@link AuditException}.
 */
@ConsumerType
public interface AuditStore {
    /** Records a decision about something that is kept elsewhere, or nowhere. */
    AuditRecord append(Decision decision);

    /** Newest first. */
    List<AuditRecord> read(AuditFilter filter);

    /** Those after a number, oldest first. @param most at most {@link AuditFilter#MOST} */
    List<AuditRecord> after(long number, int most);
}
