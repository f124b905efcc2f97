package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.internal.gate.PluginGates;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A plugin version that is loaded. */
record LoadedPlugin(PluginId id, Manifest manifest, GuestModule module, Optional<GuestModule> service, Caps caps, PluginGates gates,
        Needs needs) implements ActivePlugin {
    /** What its hooks and jobs may use. */
    record Caps(Limits hooks, Limits jobs, Limits highResourceJobs) {
    }

    /** Takes no new invocations. */
    void close() {
        module.close();
        service.ifPresent(GuestModule::close);
    }

    /** The handlers that its manifest names, each with its limits; those of hooks, where somebody waits, come first. */
    Map<String, Limits> handlers() {
        Map<String, Limits> handlers = new LinkedHashMap<>();
        Stream.concat(manifest.hooks().filters().stream(), manifest.hooks().actions().stream())
                .forEach(hook -> handlers.put(hook.handler(), caps.hooks()));
        manifest.handlers().values().forEach(handler -> handlers.putIfAbsent(handler, caps.jobs()));
        return handlers;
    }

    @Override
    public Limits hookLimits() {
        return caps.hooks();
    }

    @Override
    public Limits jobLimits() {
        return caps.jobs();
    }

    @Override
    public Optional<Limits> highResourceJobLimits() {
        return gates.highResourceJobs() ? Optional.of(caps.highResourceJobs()) : Optional.empty();
    }

    @Override
    public boolean holds(String capability) {
        return gates.holds(capability);
    }

    @Override
    public List<String> waitsFor(Duration patience) {
        return both(gates.missing(patience), needs.missing());
    }

    @Override
    public List<String> waitsFor() {
        return both(gates.missing(), needs.missing());
    }

    private static List<String> both(List<String> some, List<String> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
