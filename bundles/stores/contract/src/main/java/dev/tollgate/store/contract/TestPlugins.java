package dev.tollgate.store.contract;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Plugins for tests of stores. */
final class TestPlugins {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private TestPlugins() {
    }

    static PluginId id(String slug, String version) {
        return new PluginId(slug, version, Digest.of((slug + version).getBytes(StandardCharsets.UTF_8)));
    }

    static StoredVersion version(PluginId id, Instant at) {
        return new StoredVersion(id, at, "ada");
    }

    static StoredPlugin plugin(PluginId id, PluginState state) {
        return new StoredPlugin(id, state, Optional.empty(), START);
    }
}
