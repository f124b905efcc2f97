package dev.tollgate.ingress.events.internal;

/** An event does not fit into the bytes that its route allows. */
final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
        super(message);
    }
}
