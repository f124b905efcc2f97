package dev.tollgate.deploy;

import dev.tollgate.abi.PluginId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that brings a plugin.
 *
 * @param file    its name in the folder, fit to be shown
 * @param plugin  what it brings, where it could be read
 * @param details why it is so, and what to do; every violation of a file that is refused
 * @param since   when it became so
 */
public record Deployment(String file, State state, Optional<PluginId> plugin, List<String> details, Instant since) {
    /** How far a file came. */
    public enum State {
        /** It is being written, or its manifest or its module is not there yet. */
        SETTLING,
        /** Its version is the one that is active. */
        RUNS,
        /** Its version is installed, and becomes active when what it requires is decided or there. */
        WAITS,
        /** Its version is installed, or was; what an administrator decided about the plugin stays. */
        STAYS,
        /** It is not installed, and tried again when it changes. */
        REFUSED,
        /** It could not be installed or activated now; what was active stays. */
        FAILED,
        /** It is gone, and soon its plugin is. */
        GONE
    }

    public Deployment {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(plugin, "plugin");
        details = List.copyOf(details);
        Objects.requireNonNull(since, "since");
    }
}
