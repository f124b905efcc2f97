package dev.tollgate.web;

import java.io.IOException;

/** A request's body is longer than its endpoint reads. Where it is not caught, the answer is 413. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    public BodyTooLargeException(int mostBytes) {
        super("the body has more than the " + mostBytes + " bytes that are read of it");
    }
}
