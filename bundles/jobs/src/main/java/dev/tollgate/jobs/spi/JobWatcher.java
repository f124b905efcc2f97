package dev.tollgate.jobs.spi;

import dev.tollgate.jobs.JobId;
import java.util.Set;

/** Is told what happens in a store by other nodes' doing, and what this node lost. Called on a thread of the store's; returns at once. */
public interface JobWatcher {
    /** There may be something to claim. */
    void ready();

    /** Schedules may have changed: declared, switched, paused. */
    void schedulesChanged();

    /**
     * These executions of exclusive jobs are no longer protected against another one beside them (the lock's connection was
     * lost), and are to be ended before their leases do.
     */
    void unprotected(Set<JobId> jobs);
}
