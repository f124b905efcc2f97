package dev.tollgate.lifecycle;

import java.time.Instant;

/**
 * The record of what ended or renewed a plugin's chances.
 *
 * @param by     who did it; {@value #HOST} where the breaker did
 * @param detail why, in words
 */
public record BreakerEvent(String slug, Kind kind, String by, String detail, Instant at) {
    /** The name under which the server itself acts. */
    public static final String HOST = "host";

    /** What happened. */
    public enum Kind {
        /** It was degraded too often, and deactivated. */
        DEACTIVATED,
        /** An administrator let it start anew. */
        RESET
    }
}
