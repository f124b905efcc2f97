package dev.tollgate.abi.grant;

import dev.tollgate.abi.PluginId;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of the record of decisions: who opened or closed which gate, when, and what stood before and after. An empty
 * scope means closed.
 */
public record GrantDecision(PluginId plugin, String capability, Optional<String> before, Optional<String> after,
        String decidedBy, Instant decidedAt) {
}
