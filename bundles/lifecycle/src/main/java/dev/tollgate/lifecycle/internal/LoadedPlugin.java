package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.limits.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A plugin version that is loaded. */
record LoadedPlugin(PluginId id, Manifest manifest, GuestModule module, Limits hookLimits, Limits jobLimits,
        GrantRegistry grants, Gates gates) implements ActivePlugin {

    /** The handlers that its manifest names, each with its limits; those of hooks, where somebody waits, come first. */
    Map<String, Limits> handlers() {
        Map<String, Limits> handlers = new LinkedHashMap<>();
        Stream.concat(manifest.hooks().filters().stream(), manifest.hooks().actions().stream())
                .forEach(hook -> handlers.put(hook.handler(), hookLimits));
        manifest.jobs().forEach(job -> handlers.putIfAbsent(job.handler(), jobLimits));
        return handlers;
    }

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
