package dev.tollgate.bridge.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.engine.CodeInfo;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plugins that a test loads and unloads. Their modules export {@code tick} and {@code discover}. */
final class LoadedOnes implements Plugins {
    private static final BreakerStatus NEVER_TRIPPED = new BreakerStatus(Breaker.State.CLOSED, Optional.empty(), 0, 0, BreakerRule.DEFAULT);

    private final Map<String, One> loaded = new HashMap<>();
    private final Map<String, PluginState> states = new TreeMap<>();
    private final Map<String, PluginId> current = new HashMap<>();
    boolean granted = true;
    boolean provided = true;
    /** The catalogue cannot be read. */
    boolean broken;

    /** Makes a version active, with these lines of its manifest. */
    ActivePlugin activate(String slug, String version, String... manifest) {
        One one = new One(slug, version, manifest(slug, version, manifest));
        loaded.put(slug, one);
        states.put(slug, PluginState.ACTIVE);
        current.put(slug, one.id());
        return one;
    }

    /** Another node made this version the current one. */
    void currentElsewhere(String slug, String version) {
        current.put(slug, new PluginId(slug, version, Digest.of(version.getBytes(StandardCharsets.UTF_8))));
    }

    void deactivate(String slug, PluginState state) {
        loaded.remove(slug);
        states.put(slug, state);
    }

    void remove(String slug) {
        loaded.remove(slug);
        states.remove(slug);
    }

    /** As when the host stops: the catalogue says what it said. */
    void unload(String slug) {
        loaded.remove(slug);
    }

    static Manifest manifest(String slug, String version, String... lines) {
        String head = "apiVersion: tollgate/v1\nslug: " + slug + "\nname: " + slug + "\nversion: " + version + "\nserver: { wasm: plugin.wasm }\n";
        String tail = Arrays.stream(lines).map(line -> line + "\n").reduce("", String::concat);
        try {
            return new ManifestReader().read((head + tail).getBytes(StandardCharsets.UTF_8));
        } catch (ManifestException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private final class One implements ActivePlugin, GuestModule {
        private final PluginId id;
        private final Manifest manifest;

        One(String slug, String version, Manifest manifest) {
            this.id = new PluginId(slug, version, Digest.of(version.getBytes(StandardCharsets.UTF_8)));
            this.manifest = manifest;
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
            return Optional.empty();
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
            return granted;
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
        public PluginId plugin() {
            return id;
        }

        @Override
        public ModuleInfo info() {
            return new ModuleInfo(List.of(), List.of(new ModuleInfo.Export("tick", "()->i32"), new ModuleInfo.Export("discover", "()->i32"),
                    new ModuleInfo.Export("memory_size", "(i32)->i32")));
        }

        @Override
        public CodeInfo code() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean intact() {
            return true;
        }

        @Override
        public void renew() {
        }

        @Override
        public GuestModule afresh() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int idle() {
            return 0;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
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
        return Optional.ofNullable(loaded.get(slug));
    }

    @Override
    public Optional<PluginView> get(String slug) {
        if (broken) {
            throw new StoreException("the catalogue is away", null);
        }
        return Optional.ofNullable(states.get(slug)).map(state -> new PluginView(current.get(slug), slug, state, Optional.empty(),
                List.of(new CapabilityStatus("jobs", "{}", true, granted ? Decision.GRANTED : Decision.DENIED, Optional.empty(), Optional.empty(), provided)),
                List.of(), Optional.empty(), NEVER_TRIPPED, List.of(current.get(slug))));
    }

    @Override
    public List<PluginView> list() {
        return states.keySet().stream().map(slug -> get(slug).orElseThrow()).toList();
    }

    @Override
    public List<ActivePlugin> active() {
        return List.copyOf(loaded.values());
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
