package dev.tollgate.jobs;

import org.osgi.annotation.versioning.ConsumerType;

/** Sees what becomes of the jobs that ran on this node; a whiteboard service. What other nodes ran is told there and not here. */
@ConsumerType
public interface JobObserver {
    /** A job is in the dead letters, on record. Called where results are written: it returns at once and throws nothing. */
    void buried(DeadLetter letter);
}
