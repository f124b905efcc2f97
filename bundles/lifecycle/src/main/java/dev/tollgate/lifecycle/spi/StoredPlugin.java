package dev.tollgate.lifecycle.spi;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginState;
import java.time.Instant;
import java.util.Optional;

/**
 * A plugin's current version and state.
 *
 * @param state  never {@link PluginState#WAITING} or {@link PluginState#DEGRADED}, which are seen at run time, not kept
 * @param reason why it {@link PluginState#FAILED}, why the host deactivated it, or how far its removal is
 */
public record StoredPlugin(PluginId current, PluginState state, Optional<String> reason, Instant changedAt) {
}
