package dev.tollgate.jobs;

/** Where a job stands. {@link #DONE}, {@link #DEAD} and {@link #DISCARDED} are terminal. */
public enum JobState {
    /** Waits to be claimed, now or (a delay, a retry) later. */
    QUEUED,
    /** Claimed by a worker whose lease has not run out. */
    RUNNING,
    /** Succeeded; kept with its result until retention removes it. */
    DONE,
    /** In the dead letters: out of attempts, or refused by its handler. */
    DEAD,
    /** Taken out of the dead letters by an administrator. */
    DISCARDED;

    public boolean terminal() {
        return this == DONE || this == DEAD || this == DISCARDED;
    }
}
