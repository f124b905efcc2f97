package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.Scope;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.gate.Kv;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How far a gate is opened, and what becomes of that when the plugin is updated. */
class GrantsTest {
    private static final String ASKED = "{\"keys\":[\"a\",\"b\"],\"mostBytes\":100}";

    private final Server server = new Server();

    private final Kv kv = new Kv();

    GrantsTest() {
        server.gates.add(kv);
    }

    /** A54: a version takes over with its data, or not at all. */
    @Test
    void a54AVersionWhoseDataCannotBeMadeReadyLeavesTheOldOneActiveWithItsOwn() {
        PluginId first = install("1.0.0", ASKED);
        server.plugins.grant(first, "kv", ASKED, "anna");
        server.plugins.activate("probe", Optional.empty(), "anna");
        install("1.1.0", ASKED);
        kv.unfit = true;
        assertThatThrownBy(() -> server.plugins.activate("probe", Optional.of("1.1.0"), "anna")).isInstanceOf(PluginException.class)
                .hasMessageContaining("1.1.0").hasMessageContaining("cannot be activated: its data is of another kind");
        kv.unfit = false;
        assertThat(server.plugins.active("probe").orElseThrow().id()).isEqualTo(first);
        server.plugins.activate("probe", Optional.of("1.1.0"), "anna");
        server.plugins.downgrade("probe", "1.0.0", "anna");
        assertThat(kv.data).containsExactly("prepare 1.0.0 []", "prepare 1.1.0 []", "prepare 1.0.0 []");
        server.plugins.remove("probe", "anna");
        assertThat(kv.data).last().isEqualTo("forget probe");
    }

    @Test
    void aGrantCanBeNarrowedAndTheRecordHasWhoBeforeAndAfter() {
        PluginId id = install("1.0.0", ASKED);
        server.plugins.grant(id, "kv", ASKED, "anna");
        server.plugins.grant(id, "kv", "{\"keys\":[\"a\"],\"mostBytes\":10}", "bert");
        assertThat(status("1.0.0").granted()).contains("{\"keys\":[\"a\"],\"mostBytes\":10}");
        assertThat(server.plugins.decisions("probe").get(0)).satisfies(decision -> {
            assertThat(decision.decidedBy()).isEqualTo("bert");
            assertThat(decision.before()).contains(ASKED);
            assertThat(decision.after()).contains("{\"keys\":[\"a\"],\"mostBytes\":10}");
            assertThat(decision.decidedAt()).isNotNull();
        });
    }

    @Test
    void aGrantCannotBeWidenedAndSaysWhatIsAskedFor() {
        PluginId id = install("1.0.0", ASKED);
        for (String wider : new String[] {"{\"keys\":[\"a\",\"c\"],\"mostBytes\":1}", "{\"keys\":[\"a\"],\"mostBytes\":101}"}) {
            assertThatThrownBy(() -> server.plugins.grant(id, "kv", wider, "anna")).isInstanceOf(PluginException.class)
                    .hasMessageContaining("cannot be granted kv").hasMessageContaining("is wider than what is asked for, " + ASKED);
        }
        assertThat(status("1.0.0").decision()).isEqualTo(Decision.UNDECIDED);
    }

    @Test
    void aScopeThatCannotBeReadIsRefusedWithTheReason() {
        PluginId id = install("1.0.0", ASKED);
        refusedScope(id, "{\"keys\":[],\"mostBytes\":1}", "keys names at least one key");
        refusedScope(id, "{\"keys\":[\"a\"],\"bytes\":1}", "has the unknown field 'bytes'; known are [keys, mostBytes]");
        refusedScope(id, "everything", "cannot be read");
        assertThatThrownBy(() -> server.plugins.install(plugin("1.1.0", "{\"keys\":[]}"), "anna")).isInstanceOf(InstallException.class)
                .hasMessageContaining("plugin.yaml /capabilities/kv: the scope of kv cannot be taken: keys names at least one key");
    }

    @Test
    void whereNobodyProvidesItOnlyWhatIsAskedCanBeGranted() {
        Server bare = new Server();
        PluginId id = bare.install(plugin("1.0.0", ASKED));
        assertThatThrownBy(() -> bare.plugins.grant(id, "kv", "{\"keys\":[\"a\"],\"mostBytes\":1}", "anna"))
                .isInstanceOf(PluginException.class).hasMessageContaining("no bundle provides kv now");
        bare.plugins.grant(id, "kv", "{ \"mostBytes\": 100, \"keys\": [\"a\", \"b\"] }", "anna");
        assertThat(bare.plugins.get("probe").orElseThrow().capabilities().get(0).decision()).isEqualTo(Decision.GRANTED);
    }

    @Test
    void aNewVersionThatAsksForNoMoreKeepsTheNarrowGrantOrGetsItsOwnNarrowerAsk() {
        PluginId first = install("1.0.0", ASKED);
        server.plugins.grant(first, "kv", "{\"keys\":[\"a\"],\"mostBytes\":10}", "anna");
        server.plugins.activate("probe", Optional.empty(), "anna");
        install("1.1.0", "{\"keys\":[\"b\",\"a\"],\"mostBytes\":99}");
        server.plugins.activate("probe", Optional.of("1.1.0"), "anna");
        assertThat(status("1.1.0").granted()).contains("{\"keys\":[\"a\"],\"mostBytes\":10}");
        assertThat(server.plugins.decisions("probe").get(0).decidedBy()).isEqualTo("anna, carried over from 1.0.0");
        install("1.2.0", "{\"keys\":[\"a\"],\"mostBytes\":5}");
        server.plugins.activate("probe", Optional.of("1.2.0"), "anna");
        assertThat(status("1.2.0").granted()).contains("{\"keys\":[\"a\"],\"mostBytes\":5}");
    }

    @Test
    void aDenialIsCarriedOverToo() {
        PluginId first = install("1.0.0", ASKED);
        server.plugins.deny(first, "kv", "anna");
        server.plugins.activate("probe", Optional.empty(), "anna");
        install("1.1.0", ASKED);
        server.plugins.activate("probe", Optional.of("1.1.0"), "anna");
        assertThat(status("1.1.0").decision()).isEqualTo(Decision.DENIED);
    }

    @Test
    void aNewVersionThatAsksForMoreNeedsADecisionAndShowsTheDifference() {
        PluginId first = install("1.0.0", ASKED);
        server.plugins.grant(first, "kv", "{\"keys\":[\"a\"],\"mostBytes\":10}", "anna");
        server.plugins.activate("probe", Optional.empty(), "anna");
        String more = "{\"keys\":[\"a\",\"b\",\"c\"],\"mostBytes\":100}";
        install("1.1.0", more);
        assertThatThrownBy(() -> server.plugins.activate("probe", Optional.of("1.1.0"), "anna")).isInstanceOf(PluginException.class)
                .hasMessageContaining("asks for kv (now " + more + ", 1.0.0 was granted {\"keys\":[\"a\"],\"mostBytes\":10})")
                .hasMessageContaining("which nobody decided about");
        assertThat(server.plugins.active("probe").orElseThrow().id()).isEqualTo(first);
    }

    @Test
    void backToAnOlderVersionItsOwnGrantHolds() {
        PluginId first = install("1.0.0", ASKED);
        server.plugins.grant(first, "kv", "{\"keys\":[\"a\"],\"mostBytes\":10}", "anna");
        server.plugins.activate("probe", Optional.empty(), "anna");
        PluginId second = install("1.1.0", ASKED);
        server.plugins.deny(second, "kv", "anna");
        server.plugins.activate("probe", Optional.of("1.1.0"), "anna");
        server.plugins.downgrade("probe", "1.0.0", "anna");
        assertThat(status("1.0.0").granted()).contains("{\"keys\":[\"a\"],\"mostBytes\":10}");
    }

    /** @param regions another kind of bound than major 1 knows */
    public record Regions(Set<String> regions) implements Scope<Regions> {
        public Regions {
            regions = Set.copyOf(regions);
        }

        @Override
        public boolean covers(Regions narrower) {
            return regions.containsAll(narrower.regions);
        }
    }

    @Gate(name = "kv", major = 2, scope = Regions.class)
    public interface Kv2Gate {
    }

    private static final class Kv2 implements Capability, Kv2Gate {
    }

    @Test
    void aMajorThatTheModuleDoesNotImportHasNoSayInItsScope() {
        server.gates.add(new Kv2());
        PluginId id = install("1.0.0", ASKED);
        server.plugins.grant(id, "kv", "{\"keys\":[\"a\"],\"mostBytes\":1}", "anna");
        refusedScope(id, "{\"keys\":[\"a\"],\"mostBytes\":1,\"regions\":[\"eu\"]}", "has the unknown field 'regions'");
        assertThatThrownBy(() -> server.plugins.install(plugin("1.1.0", "{\"keys\":[\"a\"],\"mostBytes\":1,\"regions\":[\"eu\"]}"), "anna")).isInstanceOf(InstallException.class)
                .hasMessageContaining("has the unknown field 'regions'");
        assertThatThrownBy(() -> server.plugins.install(TestPackage.of("idle", "1.0.0", "basic").asks("kv: {keys: [a], mostBytes: 1, regions: [eu]}").build(), "anna"))
                .as("where no major is imported all have").isInstanceOf(InstallException.class).hasMessageContaining("has the unknown field");
    }

    private void refusedScope(PluginId id, String scope, String reason) {
        assertThatThrownBy(() -> server.plugins.grant(id, "kv", scope, "anna")).as(scope).isInstanceOf(PluginException.class)
                .hasMessageContaining(reason);
    }

    private CapabilityStatus status(String version) {
        assertThat(server.plugins.get("probe").orElseThrow().current().version()).isEqualTo(version);
        return server.plugins.get("probe").orElseThrow().capabilities().get(0);
    }

    private PluginId install(String version, String scope) {
        return server.install(plugin(version, scope));
    }

    private static byte[] plugin(String version, String scope) {
        return TestPackage.of("probe", version, "kv").asks("kv: " + scope).build();
    }
}
