package dev.tollgate.lifecycle.internal;

/**
 * How far a lifecycle task has come when nobody waits for it any longer.
 *
 * @param reason why it failed, or what it waits for; may be empty
 */
record TaskEnd(Ending ending, String reason) {
    /** Whether it is at its end, and which. */
    enum Ending {
        DONE, FAILED,
        /** It is not at its end; where it failed, it is tried again. */
        GOES_ON
    }
}
