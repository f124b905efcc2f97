package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a package that somebody's file or bundle brought.
 *
 * @param instead the version that was current when it came, where it is another one
 * @param detail  why it does not run, and what to do; empty where it runs
 */
public record Delivery(PluginId plugin, Optional<PluginId> instead, Outcome outcome, String detail) {
    /** How far it came. */
    public enum Outcome {
        /** It is the version that is active. */
        RUNS,
        /** It is installed, and something that it requires is not decided or not active yet. */
        WAITS,
        /** It is installed, and what an administrator decided about the plugin stays. */
        STAYS,
        /** It is installed, and could not be activated; what was active stays. */
        FAILED
    }

    public Delivery {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(instead, "instead");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(detail, "detail");
    }
}
