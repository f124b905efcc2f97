package dev.tollgate.web;

/** A secret cannot be had; the message is an operator's, and says what to do about the file. */
public final class SecretUnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    SecretUnusableException(String message) {
        super(message);
    }
}
