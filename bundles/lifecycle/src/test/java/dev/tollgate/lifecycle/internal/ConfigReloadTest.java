package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A changed configuration takes effect, whenever a plugin reads it. */
class ConfigReloadTest {
    private final Server server = new Server();
    private final GenerationPlugin plugin = new GenerationPlugin(server);

    @Test
    void whatAPluginReadsOnceItReadsAgainWhenSomethingElseIsSet() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        assertThat(plugin.filter("text")).isEmpty();
        server.config.set("probe", "greeting", "hello", "test");
        assertThat(plugin.filter("text")).isEqualTo("hello");
        server.config.set("probe", "greeting", "goodbye", "test");
        assertThat(plugin.filter("text")).isEqualTo("goodbye");
        server.config.remove("probe", "greeting", "test");
        assertThat(plugin.filter("text")).isEmpty();
    }

    @Test
    void anInstanceThatIsReusedIsANewOneThen() {
        plugin.active(GenerationPlugin.version("1.0.0").server("instances: reuse"));
        assertThat(plugin.filter("count").getBytes(UTF_8)[0]).isEqualTo((byte) 1);
        assertThat(plugin.filter("count").getBytes(UTF_8)[0]).isEqualTo((byte) 2);
        server.config.set("probe", "greeting", "hello", "test");
        assertThat(plugin.filter("count").getBytes(UTF_8)[0]).isEqualTo((byte) 1);
        assertThat(plugin.filter("text")).isEqualTo("hello");
    }

    @Test
    void theResidentInstanceOfAServiceIsOfItsGeneration() {
        plugin.activate(plugin.install(GenerationPlugin.withService("1.0.0")));
        GuestModule before = plugin.generation().service().orElseThrow();
        server.config.set("probe", "greeting", "hello", "test");
        assertThat(plugin.generation().service().orElseThrow()).isNotSameAs(before);
    }

    @Test
    void theSameAgainAndWhatIsSetForAnotherPluginReloadNothing() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        server.config.set("probe", "greeting", "hello", "test");
        LoadedPlugin present = plugin.generation();
        server.config.set("probe", "greeting", "hello", "test");
        server.config.set("other", "greeting", "goodbye", "test");
        server.config.remove("probe", "never-set", "test");
        assertThat(plugin.generation()).isSameAs(present);
    }

    @Test
    void aReloadKeepsGrantsGatesTripsAndTheRow() {
        plugin.active(GenerationPlugin.version("1.0.0").limit("job_fuel: 10000"));
        LoadedPlugin before = plugin.generation();
        Optional<StoredPlugin> row = server.store.find("probe");
        server.config.set("probe", "greeting", "hello", "test");
        assertThat(plugin.generation()).isNotSameAs(before);
        assertThat(plugin.generation().gates()).isSameAs(before.gates());
        assertThat(server.store.find("probe")).isEqualTo(row);
        plugin.filter("gate");
        assertThat(server.queue.enqueued).containsExactly("probe inside");
    }

    @Test
    void whatWasSetWhileAPluginWasLoadedIsSeenWhenItHasBeen() {
        plugin.install(GenerationPlugin.version("1.0.0"));
        LoadedPlugin next = server.plugins.states().prepared(server.store.find("probe").orElseThrow().current());
        server.config.set("probe", "greeting", "hello", "test");
        server.news.add(server.reload, server.plugins);
        server.plugins.states().switchTo(next, server.store.find("probe").orElseThrow(), PluginEvent.Kind.ACTIVATED, "test");
        server.tellListeners();
        assertThat(plugin.filter("text")).isEqualTo("hello");
        assertThat(plugin.generation()).isNotSameAs(next);
    }

    @Test
    void aConfigurationThatCannotBeReadLeavesTheGenerationRunningSaysSoAndIsReadAgain() {
        plugin.active(GenerationPlugin.version("1.0.0"));
        server.config.set("probe", "greeting", "hello", "test");
        assertThat(plugin.filter("text")).isEqualTo("hello");
        server.config.failure = new SettingsException("the disk is gone");
        server.config.set("probe", "greeting", "goodbye", "test");

        assertThat(plugin.filter("text")).isEqualTo("hello");
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
        assertThat(server.plugins.get("probe").orElseThrow().reason().orElseThrow()).contains("what was set before").contains("the disk is gone");

        server.config.failure = null;
        server.reloading.turn(Duration.ofSeconds(1));
        assertThat(plugin.filter("text")).isEqualTo("goodbye");
        assertThat(server.plugins.get("probe").orElseThrow().reason()).isEmpty();
    }

    @Test
    void aPluginThatIsLoadedWhileNobodyCanReadItsConfigurationIsReloadedWhenSomebodyCan() {
        server.config.failure = new SettingsException("the disk is gone");
        server.install(TestPackage.of("echo", "1.0.0", "basic").filter("text", "echo").build());
        server.news.add(server.reload, server.plugins);
        server.plugins.activate("echo", Optional.empty(), "test");
        LoadedPlugin first = server.plugins.states().loaded().get("echo").orElseThrow();
        server.tellListeners();
        assertThat(server.hooks.filter("text", new byte[] {7}).value()).containsExactly(7);
        server.config.failure = null;
        server.reloading.turn(Duration.ofSeconds(1));
        assertThat(server.plugins.states().loaded().get("echo").orElseThrow()).isNotSameAs(first);
    }
}
