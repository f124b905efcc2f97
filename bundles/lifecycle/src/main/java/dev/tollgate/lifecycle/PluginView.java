package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import java.util.List;
import java.util.Optional;

/**
 * A plugin as an operator sees it.
 *
 * @param current      the version that is active, or was last
 * @param reason       why it waits or failed
 * @param capabilities what {@code current} asks for
 * @param versions     all installed versions, newest installation first
 */
public record PluginView(PluginId current, String name, PluginState state, Optional<String> reason,
        List<CapabilityStatus> capabilities, List<PluginId> versions) {
    public PluginView {
        capabilities = List.copyOf(capabilities);
        versions = List.copyOf(versions);
    }
}
