package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import java.time.Instant;
import java.util.Objects;

/**
 * What became of a plugin, for the record.
 *
 * @param plugin which version it became of
 * @param by     who asked for it; {@value BreakerEvent#HOST} where nobody did
 * @param detail why, or what came before, in words; may be empty
 */
public record PluginEvent(PluginId plugin, Kind kind, String by, String detail, Instant at) {
    /** What happened. */
    public enum Kind {
        INSTALLED, ACTIVATED,
        /** The version that was active before is active again. */
        ROLLED_BACK,
        /** An older version took over, which somebody said is meant. */
        DOWNGRADED,
        DEACTIVATED,
        /** It should be active, and could not be. */
        FAILED,
        /** This version left the catalogue, the plugin did not. */
        RETIRED,
        REMOVED
    }

    public PluginEvent {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(at, "at");
    }
}
