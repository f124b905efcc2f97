package dev.tollgate.lifecycle.internal.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.engine.CodeInfo;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A generation of a plugin that has a service and no code. */
final class FakePlugin implements ActivePlugin, GuestModule {
    static final String SERVICE = "start: start, stop: stop, status: status, queue: 4, ingress: [ { name: in, handler: on_in, max_retry: 0 },"
            + " { name: again, handler: on_again, max_retry: 2 }, { name: picky, handler: on_in, kinds: [push, pull], max_bytes: 3 } ]";

    private final PluginId id;
    private final Manifest manifest;
    volatile List<String> waitsFor = List.of();
    volatile boolean intact = true;
    volatile boolean closed;
    volatile int renewals;
    /** The host cannot renew it. */
    volatile boolean stuck;

    FakePlugin(String slug, String version, String service) {
        this.id = new PluginId(slug, version, Digest.of((slug + version + service).getBytes(UTF_8)));
        try {
            this.manifest = new ManifestReader().read(("apiVersion: tollgate/v1\nslug: " + slug + "\nname: " + slug + "\nversion: " + version
                    + "\nserver: { wasm: plugin.wasm }\nservice: { " + service + " }\n").getBytes(UTF_8));
        } catch (ManifestException invalid) {
            throw new AssertionError(invalid);
        }
    }

    static FakePlugin of(String slug) {
        return new FakePlugin(slug, "1.0.0", SERVICE);
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
        return this;
    }

    @Override
    public Optional<GuestModule> service() {
        return Optional.of(this);
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
        return waitsFor;
    }

    @Override
    public List<String> waitsFor(Duration patience) {
        return waitsFor;
    }

    @Override
    public PluginId plugin() {
        return id;
    }

    @Override
    public ModuleInfo info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CodeInfo code() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int idle() {
        return intact ? 1 : 0;
    }

    @Override
    public boolean intact() {
        return intact;
    }

    @Override
    public void renew() {
        renewals++;
        if (stuck) {
            throw new IllegalStateException("stuck");
        }
        intact = true;
    }

    @Override
    public GuestModule afresh() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        closed = true;
    }
}
