package dev.tollgate.jobs;

/** How an execution in the run log ended. */
public enum RunResult {
    SUCCESS,
    FAILED,
    /** It took longer than it may. */
    TIMEOUT,
    /** The host stopped or its plugin went before it was done. */
    CANCELLED,
    /** It did not begin; the error says why. */
    SKIPPED
}
