package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Compiled when it is installed, warmed up when it is activated. */
class CompiledPluginTest {
    private final Server server = new Server();

    @Test
    void activationFindsTheCodeThatInstallationMade() {
        server.install(TestPackage.of("probe", "1.0.0", "basic").filter("text", "echo").build());
        assertThat(server.plugins.get("probe").orElseThrow().code()).as("nothing is loaded").isEmpty();
        assertThat(activate().code()).hasValueSatisfying(code -> {
            assertThat(code.backend()).isEqualTo("compiled");
            assertThat(code.cached()).isTrue();
            assertThat(code.interpreted().count()).isZero();
        });
    }

    /** What its first instance does is done on trial as well, and reaches nobody. */
    @Test
    void warmingUpAGrantedPluginPassesNoGate() {
        PluginId id = server.install(TestPackage.of("probe", "1.0.0", "initialize-enqueue").asks("queue: {}").filter("text", "tell").build());
        server.plugins.grant(id, "queue", "test");
        activate();
        assertThat(server.queue.asked).isEmpty();
        server.hooks.filter("text", new byte[0]);
        assertThat(server.queue.asked).hasSize(1);
    }

    @Test
    void tripsOfTheWarmUpAreOnNobodysRecord() {
        server.install(TestPackage.of("probe", "1.0.0", "runaway").filter("text", "recurse").filter("other", "grow").build());
        assertThat(activate().state()).isEqualTo(PluginState.ACTIVE);
        assertThat(server.breakers.trips("probe")).isEmpty();
    }

    /** Nobody holds a lock while a plugin is loaded; all who wanted the same get it. */
    @Test
    void whoeverActivatesTheSameVersionAtTheSameTimeSucceeds() throws Exception {
        server.install(TestPackage.of("probe", "1.0.0", "basic").filter("text", "echo").build());
        List<CompletableFuture<PluginView>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(CompletableFuture.supplyAsync(this::activate, task -> new Thread(task).start()));
        }
        for (CompletableFuture<PluginView> caller : callers) {
            assertThat(caller.get(60, TimeUnit.SECONDS).state()).isEqualTo(PluginState.ACTIVE);
        }
        assertThat(server.plugins.active()).hasSize(1);
    }

    private PluginView activate() {
        return server.plugins.activate("probe", Optional.empty(), "test");
    }
}
