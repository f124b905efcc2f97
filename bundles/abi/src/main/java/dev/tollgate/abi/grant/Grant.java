package dev.tollgate.abi.grant;

import dev.tollgate.abi.PluginId;
import java.time.Instant;
import java.util.Objects;

/**
 * A capability that is open for one plugin digest.
 *
 * @param scope     how far it is open, as the JSON object that narrows what the manifest asked for
 * @param decidedBy who decided
 */
public record Grant(PluginId plugin, String capability, String scope, String decidedBy, Instant decidedAt) {
    public Grant {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(capability, "capability");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(decidedBy, "decidedBy");
        Objects.requireNonNull(decidedAt, "decidedAt");
    }
}
