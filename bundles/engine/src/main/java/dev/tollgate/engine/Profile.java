package dev.tollgate.engine;

import dev.tollgate.limits.Limits;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Under what an invocation runs.
 *
 * @param kind    what calls
 * @param context what the guest reads with {@code context}, beside plugin, version, handler, kind and request id
 * @param wanted  whether the outcome still counts; asked on the invocation's thread, with each slice of fuel and at each host call:
 *                once it says no, even a guest that loops ends, no further gate lets it in, and the outcome is
 *                {@link Outcome.Failure#CANCELLED}
 * @param observation looks on; from a caller that hands a call to somebody else to make, it says no more than under which trace
 */
public record Profile(Kind kind, Limits limits, Map<String, String> context, BooleanSupplier wanted, Observation observation) {
    /** What an invocation is for. */
    public enum Kind {
        FILTER, ACTION, JOB,
        /** A plugin says what schedules it has beside those of its manifest. */
        DISCOVERY,
        /** A service starts, stops or is asked how it is. */
        SERVICE,
        /** A service is given an event. */
        EVENT;

        /** Whether it calls the one instance that is kept for a plugin's service. */
        public boolean ofService() {
            return this == SERVICE || this == EVENT;
        }
    }

    public Profile {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(observation, "observation");
        context = Map.copyOf(context);
    }

    /** A profile that nobody looks on. */
    public Profile(Kind kind, Limits limits, Map<String, String> context, BooleanSupplier wanted) {
        this(kind, limits, context, wanted, Observation.NONE);
    }

    /** A profile whose outcome counts in any case. */
    public Profile(Kind kind, Limits limits, Map<String, String> context) {
        this(kind, limits, context, () -> true);
    }

    public static Profile of(Kind kind, Limits limits) {
        return new Profile(kind, limits, Map.of());
    }
}
