package dev.tollgate.benchmarks.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.engine.Engine;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.guests.Guests;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A plugin whose service is given events and does nothing with them. */
record NoopService(PluginId id, Manifest manifest, GuestModule module) implements ActivePlugin {
    static final String INGRESS = "noop";

    static NoopService load(Engine engine, String slug) throws ModuleRefusedException, ManifestException {
        byte[] wasm = Guests.wasm("runaway");
        PluginId id = new PluginId(slug, "1.0.0", Digest.of(wasm));
        Manifest manifest = new ManifestReader().read(("apiVersion: tollgate/v1\nslug: " + slug + "\nname: " + slug
                + "\nversion: 1.0.0\nserver: { wasm: plugin.wasm }\nservice: { queue: 1000, ingress: [ { name: " + INGRESS
                + ", handler: noop } ] }\n").getBytes(UTF_8));
        return new NoopService(id, manifest, engine.load(id, wasm, (gate, patience) -> {
            throw new GateException(Errno.EPERM, "not granted");
        }, GuestConfig.NONE, Instances.RESIDENT));
    }

    @Override
    public Optional<GuestModule> service() {
        return Optional.of(module);
    }

    @Override
    public Limits hookLimits() {
        return Limits.HOOK;
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
}
