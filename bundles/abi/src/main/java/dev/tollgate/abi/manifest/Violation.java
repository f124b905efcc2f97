package dev.tollgate.abi.manifest;

import java.util.Objects;

/** One thing that is wrong in a manifest or a payload: where, as a JSON pointer, and what is allowed there. */
public record Violation(String pointer, String message) {
    public Violation {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "/" : pointer) + ": " + message;
    }
}
