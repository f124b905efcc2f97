package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.limits.Limits;
import java.util.List;

/** A plugin version that is loaded. */
record LoadedPlugin(PluginId id, Manifest manifest, GuestModule module, Limits hookLimits, Limits jobLimits,
        GrantRegistry grants, Gates gates) implements ActivePlugin {

    @Override
    public boolean holds(String capability) {
        return grants.find(id, capability).isPresent();
    }

    @Override
    public List<String> waitsFor() {
        if (manifest.capabilities().isEmpty()) {
            return List.of();
        }
        return manifest.capabilities().keySet().stream()
                .filter(capability -> !manifest.optional(capability) && holds(capability) && !gates.provides(capability))
                .sorted().toList();
    }
}
