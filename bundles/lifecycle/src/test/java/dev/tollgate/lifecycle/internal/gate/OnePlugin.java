package dev.tollgate.lifecycle.internal.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.lifecycle.internal.HandClock;
import dev.tollgate.lifecycle.internal.MemoryStore;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A plugin that asks for a gate, and what there is around it. */
abstract class OnePlugin {
    static final GateName KV = new GateName("kv", 1);
    static final PluginId PLUGIN = new PluginId("probe", "1.0.0", Digest.of(new byte[0]));
    static final Duration LONG = Duration.ofMinutes(10);
    static final String ASKED = "{\"keys\":[\"a\",\"b\"],\"mostBytes\":100}";

    final HandClock clock = new HandClock();
    final MemoryStore store = new MemoryStore();
    final TestGates gates = new TestGates(Duration.ZERO);
    final GrantRegistry grants = GrantRegistry.of(store, Clock.systemUTC());
    final CleanupDebts debts = new CleanupDebts(new ChosenCatalogue(store));
    final GateBook book = new GateBook(gates.gates, grants, debts, clock.withZone(ZoneOffset.UTC));
    final Kv kv = new Kv();
    final PluginGates plugin = plugin(PLUGIN, "kv: " + ASKED);

    final void admitted() throws GateException {
        Gatekeeper.Passage passage = pass();
        try {
            passage.admit();
        } finally {
            passage.leave();
        }
    }

    final Gatekeeper.Passage pass() throws GateException {
        return plugin.pass(KV, () -> Duration.ZERO);
    }

    static void refused(Errno errno, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GateException.class, refused -> assertThat(refused.errno()).isEqualTo(errno));
    }

    final PluginGates plugin(PluginId id, String capabilities) {
        return book.open(id, manifest(id, capabilities), Set.of(KV), Map.of("kv", Map.of("seed.txt", new byte[0])));
    }

    static Manifest manifest(PluginId id, String capabilities) {
        String yaml = "apiVersion: tollgate/v1\nslug: " + id.slug() + "\nname: Probe\nversion: 1.0.0\nserver: { wasm: plugin.wasm }\ncapabilities:\n  "
                + capabilities + "\n";
        try {
            return new ManifestReader().read(yaml.getBytes(UTF_8));
        } catch (ManifestException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
