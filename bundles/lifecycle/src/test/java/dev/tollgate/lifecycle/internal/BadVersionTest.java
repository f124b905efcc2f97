package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.gate.Kv;
import dev.tollgate.limits.Breaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A58: a new version that is no good leaves the old one active, and who calls the plugin notices nothing. */
class BadVersionTest {
    private static final byte[] NOTHING = new byte[0];

    private final Server server = new Server();
    private final GenerationPlugin plugin = new GenerationPlugin(server);
    private final PluginId first = plugin.active(GenerationPlugin.version("1.0.0"));

    @ParameterizedTest
    @ValueSource(strings = {"up_loop", "up_trap", "up_fail"})
    void a58AVersionWhoseActivationLoopsTrapsOrFailsLeavesTheOldOneUndisturbed(String up) throws Exception {
        PluginId bad = plugin.install(GenerationPlugin.version("1.1.0").limit("job_fuel: 3000000").lifecycle("on_activate: " + up));
        refused(bad, up);
        assertThat(server.breakers.status("probe").state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(server.breakers.status("probe").trips()).as("trips of the new version are none of the old one's").isZero();
        assertThat(server.breakers.trips("probe")).as("but they are on record").hasSize(up.equals("up_loop") ? 4 : 0)
                .allSatisfy(trip -> assertThat(trip.plugin()).isEqualTo(bad));
    }

    @Test
    void a58SoOftenAsItIsTriedTheOldOneIsNotDegraded() throws Exception {
        PluginId bad = plugin.install(GenerationPlugin.version("1.1.0").limit("job_fuel: 100000").lifecycle("on_activate: up_loop"));
        for (int i = 0; i < 5; i++) {
            refused(bad, "up_loop");
        }
        assertThat(server.breakers.trips("probe")).hasSize(20);
        assertThat(server.breakers.status("probe").state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void a58AVersionThatCannotBeLoadedLeavesTheOldOneUndisturbed() throws Exception {
        PluginId bad = plugin.install(GenerationPlugin.version("1.1.0"));
        server.store.replace(bad, new byte[] {1, 2, 3});
        refused(bad, "no readable zip");
        server.store.replace(bad, TestPackage.enqueue("probe", "1.1.0").build());
        refused(bad, "was changed");
    }

    @Test
    void a58AVersionWhoseDataCannotBeMadeReadyLeavesTheOldOneUndisturbedWithItsOwn() throws Exception {
        Kv kv = new Kv();
        server.gates.add(kv);
        PluginId bad = plugin.install(GenerationPlugin.version("1.1.0").asks("kv: { keys: [a], mostBytes: 100 }"));
        server.plugins.grant(bad, "kv", "test");
        kv.unfit = true;
        refused(bad, "its data is of another kind");
        kv.unfit = false;
        plugin.activate(bad);
        assertThat(plugin.generation().id()).isEqualTo(bad);
    }

    /** It is called all the time meanwhile. */
    private void refused(PluginId bad, String reason) throws Exception {
        LoadedPlugin before = plugin.generation();
        AtomicBoolean over = new AtomicBoolean();
        List<HookResult> results = new ArrayList<>();
        Thread caller = new Thread(() -> {
            do {
                results.add(server.hooks.filter("text", NOTHING));
            } while (!over.get());
        });
        caller.start();
        assertThatThrownBy(() -> plugin.activate(bad)).isInstanceOf(PluginException.class).hasMessageContaining(reason);
        over.set(true);
        caller.join();
        assertThat(results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.reports()).extracting(HandlerReport::plugin).containsExactly(first);
            assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
        });
        assertThat(plugin.generation()).isSameAs(before);
        assertThat(server.store.find("probe").orElseThrow().current()).isEqualTo(first);
        assertThat(server.hooks.filter("gate", NOTHING).reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
    }
}
