package dev.tollgate.engine;

import dev.tollgate.limits.Limits;
import java.util.Map;
import java.util.Objects;

/**
 * Under what an invocation runs.
 *
 * @param kind    what calls
 * @param context what the guest reads with {@code context}, beside plugin, version, handler, kind and request id
 */
public record Profile(Kind kind, Limits limits, Map<String, String> context) {
    /** What an invocation is for. */
    public enum Kind {
        FILTER, ACTION, JOB,
        /** A plugin says what schedules it has beside those of its manifest. */
        DISCOVERY
    }

    public Profile {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(limits, "limits");
        context = Map.copyOf(context);
    }

    public static Profile of(Kind kind, Limits limits) {
        return new Profile(kind, limits, Map.of());
    }
}
