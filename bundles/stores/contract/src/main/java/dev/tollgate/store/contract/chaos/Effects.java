package dev.tollgate.store.contract.chaos;

import dev.tollgate.jobs.JobId;

/** Where jobs have their effect. It remembers the largest token of each job, and refuses smaller ones. */
@FunctionalInterface
public interface Effects {
    /** Whether it was taken. */
    boolean write(JobId job, long token);
}
