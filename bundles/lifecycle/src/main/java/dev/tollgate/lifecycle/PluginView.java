package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.CodeInfo;
import java.util.List;
import java.util.Optional;

/**
 * A plugin as an operator sees it.
 *
 * @param current      the version that is active, or was last
 * @param reason       why it waits, is degraded, failed or was deactivated by the host
 * @param capabilities what {@code current} asks for
 * @param limits       what {@code current} may use; empty where its package cannot be read
 * @param code         how the functions of {@code current} run, while it is loaded
 * @param versions     all installed versions, newest installation first
 */
public record PluginView(PluginId current, String name, PluginState state, Optional<String> reason,
        List<CapabilityStatus> capabilities, List<LimitsStatus> limits, Optional<CodeInfo> code, BreakerStatus breaker, List<PluginId> versions) {
    public PluginView {
        capabilities = List.copyOf(capabilities);
        limits = List.copyOf(limits);
        versions = List.copyOf(versions);
    }
}
