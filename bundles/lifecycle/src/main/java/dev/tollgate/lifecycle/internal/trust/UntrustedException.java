package dev.tollgate.lifecycle.internal.trust;

/** The operator's configuration does not let a package run; the message says why and what changes that. */
public final class UntrustedException extends Exception {
    private static final long serialVersionUID = 1L;

    UntrustedException(String message) {
        super(message);
    }
}
