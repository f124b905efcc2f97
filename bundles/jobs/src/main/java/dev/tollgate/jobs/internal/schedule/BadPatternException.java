package dev.tollgate.jobs.internal.schedule;

/** A pattern cannot be read, or never fires; the message names the field, what is allowed there, and an example. */
public final class BadPatternException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadPatternException(String message) {
        super(message);
    }
}
