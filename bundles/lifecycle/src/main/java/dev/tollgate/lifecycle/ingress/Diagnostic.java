package dev.tollgate.lifecycle.ingress;

import java.time.Instant;
import java.util.Objects;

/**
 * Something worth knowing about a service.
 *
 * @param text in words; what a guest wrote of it is plain text of bounded length
 */
public record Diagnostic(String slug, Instant at, Level level, String text) {
    /** How bad it is. */
    public enum Level {
        INFO, WARNING, ERROR
    }

    public Diagnostic {
        Objects.requireNonNull(slug, "slug");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(text, "text");
    }
}
