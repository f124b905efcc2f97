package dev.tollgate.jobs.internal;

/** A configuration holds a value that is not allowed; the message names the PID, the key, the value and what is allowed. */
public final class BadSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadSettingException(String message) {
        super(message);
    }
}
