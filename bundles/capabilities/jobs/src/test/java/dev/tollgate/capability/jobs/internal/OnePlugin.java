package dev.tollgate.capability.jobs.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.internal.Pools;
import dev.tollgate.engine.internal.WasmEngine;
import dev.tollgate.guests.Guests;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server with one active plugin on the real engine: the guest {@code jobs}. */
final class OnePlugin implements Plugins, ActivePlugin {
    private static final String MANIFEST = """
            apiVersion: tollgate/v1
            slug: probe
            name: Probe
            version: 1.0.0
            server: { wasm: plugin.wasm }
            capabilities: { jobs: {} }
            schedules: [ { name: nightly, pattern: "0 2 * * *", handler: tick } ]
            lifecycle: { on_discover: discover }
            """;
    private final PluginId id = new PluginId("probe", "1.0.0", Digest.of(new byte[] {1}));
    private final Manifest manifest;
    private final GuestModule module;

    OnePlugin(Gatekeeper gates, GuestConfig config) throws Exception {
        manifest = new ManifestReader().read(MANIFEST.getBytes(StandardCharsets.UTF_8));
        module = new WasmEngine(new Pools(Bytes.ofMiB(64), Duration.ofMinutes(1), System::nanoTime))
                .load(id, Guests.wasm("jobs"), gates, config, Instances.CLEAN);
    }

    @Override
    public PluginId id() {
        return id;
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public GuestModule module() {
        return module;
    }

    @Override
    public Optional<GuestModule> service() {
        return Optional.empty();
    }

    @Override
    public Limits hookLimits() {
        return jobLimits();
    }

    @Override
    public Limits jobLimits() {
        return Limits.JOB;
    }

    @Override
    public Optional<Limits> highResourceJobLimits() {
        return Optional.empty();
    }

    @Override
    public boolean holds(String capability) {
        return true;
    }

    @Override
    public List<String> waitsFor() {
        return List.of();
    }

    @Override
    public List<String> waitsFor(Duration patience) {
        return List.of();
    }

    @Override
    public PluginView downgrade(String slug, String version, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginView rollback(String slug, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void retire(PluginId version, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<VersionView> versions(String slug) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PluginEvent> history(String slug, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ActivePlugin> active(String slug) {
        return Optional.of(this);
    }

    @Override
    public Optional<PluginView> get(String slug) {
        return Optional.of(new PluginView(id, "Probe", PluginState.ACTIVE, Optional.empty(), List.of(), List.of(), Optional.empty(),
                new BreakerStatus(Breaker.State.CLOSED, Optional.empty(), 0, 0, BreakerRule.DEFAULT), List.of(id)));
    }

    @Override
    public List<PluginView> list() {
        return List.of(get("probe").orElseThrow());
    }

    @Override
    public List<ActivePlugin> active() {
        return List.of(this);
    }

    @Override
    public PluginId install(byte[] content, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginView activate(String slug, Optional<String> version, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginView deactivate(String slug, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String slug, String by) {
        throw new UnsupportedOperationException();
    }
}
