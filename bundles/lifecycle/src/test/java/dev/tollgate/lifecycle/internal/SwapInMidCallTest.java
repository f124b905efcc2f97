package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import org.junit.jupiter.api.Test;

/** A54: what is checked and what is used are the same, whatever happens between the two. The guest passes the gate twice in a call. */
class SwapInMidCallTest {
    private static final byte[] NOTHING = new byte[0];

    private final Server server = new Server();
    private final GenerationPlugin plugin = new GenerationPlugin(server);

    @Test
    void a54AGrantThatIsRevokedInMidCallShutsTheNextGateOfThatCall() {
        PluginId id = plugin.active(GenerationPlugin.version("1.0.0"));
        once(() -> server.plugins.deny(id, "queue", "anna"));
        assertThat(passed(Ending.COMPLETED)).containsExactly("1.0.0 inside");
    }

    @Test
    void a54AReloadInMidCallLeavesTheCallItsVersionItsGrantsAndItsGates() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        PluginId second = server.install(GenerationPlugin.version("1.1.0").build());
        server.plugins.deny(second, "queue", "anna");
        once(() -> plugin.activate(second));
        assertThat(passed(Ending.COMPLETED)).as("the new version's denial is not the old one's").containsExactly("1.0.0 inside", "1.0.0 inside");
        assertThat(passed(Ending.COMPLETED)).as("which the next call meets").hasSize(2);
    }

    @Test
    void a54ANewVersionsGrantDoesNotOpenAGateToACallOfTheOld() {
        PluginId first = plugin.active(GenerationPlugin.version("1.0.0"));
        PluginId second = plugin.install(GenerationPlugin.version("1.1.0"));
        once(() -> {
            plugin.activate(second);
            server.plugins.deny(first, "queue", "anna");
        });
        assertThat(passed(Ending.COMPLETED)).containsExactly("1.0.0 inside");
        assertThat(passed(Ending.COMPLETED)).containsExactly("1.0.0 inside", "1.1.0 inside", "1.1.0 inside");
    }

    @Test
    void a54AReloadInMidCallLeavesTheCallItsLimits() {
        PluginId first = plugin.active(GenerationPlugin.version("1.0.0").server("fuel_per_invocation: 100000"));
        PluginId second = plugin.install(GenerationPlugin.version("1.1.0").server("fuel_per_invocation: 1000"));
        once(() -> plugin.activate(second));
        HookResult result = server.hooks.filter("spin", NOTHING);
        assertThat(result.reports()).extracting(HandlerReport::plugin).containsExactly(first);
        assertThat(result.reports().get(0).detail()).contains("of 100000 units");
    }

    @Test
    void a54AChangedConfigurationInMidCallLeavesTheCallItsGates() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        once(() -> server.config.set("probe", "greeting", "hello", "test"));
        assertThat(passed(Ending.COMPLETED)).containsExactly("1.0.0 inside", "1.0.0 inside");
    }

    /** Which gates were passed, by a version, in this call and those before. */
    private Iterable<String> passed(Ending ending) {
        assertThat(server.hooks.filter("gates", NOTHING).reports()).extracting(HandlerReport::ending).containsExactly(ending);
        return server.queue.versions;
    }

    private void once(Runnable what) {
        server.queue.meanwhile = () -> {
            server.queue.meanwhile = () -> { };
            what.run();
        };
    }
}
