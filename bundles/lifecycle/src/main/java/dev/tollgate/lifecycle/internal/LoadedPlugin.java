package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.internal.gate.PluginGates;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A generation: a plugin version that is loaded, with the configuration that was set then.
 *
 * @param needs         the plugins that it depends on
 * @param configuration of what was set for the plugin before anything of this generation could read it
 * @param work          what every invocation but those of the service goes through
 * @param serving       what those of the service go through; it stays open for a while when another generation has taken over, because
 *                      an instance that is kept has to be stopped
 */
record LoadedPlugin(PluginId id, Manifest manifest, GuestModule module, Optional<GuestModule> service, PluginCaps caps, PluginGates gates,
        Needs needs, Digest configuration, Turnstile work, Turnstile serving) implements ActivePlugin {
    static LoadedPlugin of(PluginId id, Manifest manifest, GuestModule module, Optional<GuestModule> service, PluginCaps caps, PluginGates gates,
            Needs needs, Digest configuration) {
        return new LoadedPlugin(id, manifest, module, service, caps, gates, needs, configuration, new Turnstile(module::close),
                new Turnstile(() -> service.ifPresent(GuestModule::close)));
    }

    /**
     * The next generation of the same version. Its gates are the same: data, grants and counters are the version's, and who is in one
     * notices nothing.
     */
    LoadedPlugin afresh(Digest now) {
        return of(id, manifest, module.afresh(), service.map(GuestModule::afresh), caps, gates, needs, now);
    }

    Turnstile turnstile(Profile.Kind kind) {
        return kind.ofService() ? serving : work;
    }

    /** Takes no new invocations, and lets go of everything when those that are under way are at their end. */
    void close() {
        work.shut();
        serving.shut();
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
