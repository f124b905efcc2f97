package dev.tollgate.abi.audit;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The record of all decisions that this node can see: those of its own store, and those of a store that nodes share. */
@ProviderType
public interface Audit {
    /**
     * Records a decision, in the catalogue's store, before it takes effect.
     *
     * @throws AuditException when it cannot be, and so must not take effect
     */
    void record(Decision decision);

    /** Newest first. */
    List<AuditRecord> read(AuditFilter filter);

    /** Whether every store's record is as it was written. Reads all of it. */
    List<AuditCheck> verify();
}
