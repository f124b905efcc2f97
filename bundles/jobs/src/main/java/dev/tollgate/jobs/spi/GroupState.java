package dev.tollgate.jobs.spi;

/** What happens to the jobs of a group in a queue. */
public enum GroupState {
    OPEN,
    /** They are taken in and not claimed. */
    PAUSED,
    /** They are neither taken in nor claimed, and a retry is not queued again. */
    CLOSED
}
