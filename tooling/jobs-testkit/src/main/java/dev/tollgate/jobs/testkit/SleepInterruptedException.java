package dev.tollgate.jobs.testkit;

/** An execution that slept on the hand-turned clock is to end: its timeout is over, its lease was lost, or its node stops. */
public final class SleepInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SleepInterruptedException(InterruptedException cause) {
        super("the execution was interrupted while it slept", cause);
    }
}
