package dev.tollgate.ingress.webhook.internal;

/** The secret of a webhook cannot be had; the message is an operator's, and says what to do about the file. */
final class SecretUnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    SecretUnusableException(String message) {
        super(message);
    }
}
