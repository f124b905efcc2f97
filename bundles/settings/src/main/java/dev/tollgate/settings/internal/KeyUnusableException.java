package dev.tollgate.settings.internal;

import java.io.IOException;
import java.nio.file.Path;

/** The key of secrets cannot be had; the message says why, and what to do about the file. */
final class KeyUnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private KeyUnusableException(String message, Throwable cause) {
        super(message, cause);
    }

    static KeyUnusableException missing(Path file) {
        return new KeyUnusableException("the key file " + file + " is missing; put it back from a backup", null);
    }

    static KeyUnusableException damaged(Path file) {
        return new KeyUnusableException("the key file " + file + " is damaged, a key is a file of " + SecretsKey.BYTES
                + " bytes; put it back from a backup, or move it away so that a new one is made", null);
    }

    static KeyUnusableException open(Path file) {
        return new KeyUnusableException("the key file " + file + " is open to others; make it its owner's alone (chmod 600)", null);
    }

    static KeyUnusableException failed(Path file, IOException cause) {
        return new KeyUnusableException("the key file " + file + " cannot be used (" + cause.getClass().getSimpleName()
                + "); check that its folder is there, and that the server may read and write in it", cause);
    }
}
