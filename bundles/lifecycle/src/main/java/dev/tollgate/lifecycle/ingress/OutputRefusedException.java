package dev.tollgate.lifecycle.ingress;

/** A command that cannot be carried out; the message says why, and is written for the plugin's author. */
public final class OutputRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public OutputRefusedException(String message) {
        super(message);
    }
}
