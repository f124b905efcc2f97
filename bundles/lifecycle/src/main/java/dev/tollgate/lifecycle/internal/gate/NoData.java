package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.PluginData;
import java.util.Map;

/** That of a capability that keeps nothing for plugins. */
final class NoData implements PluginData {
    @Override
    public void prepare(PluginId plugin, Map<String, byte[]> files) {
        // It fits every version.
    }

    @Override
    public void forget(String slug) {
        // There is nothing.
    }
}
