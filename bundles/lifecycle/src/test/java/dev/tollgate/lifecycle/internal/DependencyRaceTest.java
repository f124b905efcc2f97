package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What is guaranteed when one activates a plugin and another takes away what it depends on: on one node one of the two is refused. On two
 * nodes both may succeed; then the plugin waits, and is not called until what it depends on is back.
 */
class DependencyRaceTest {
    private static final int ROUNDS = 60;

    private final CrashPoint point = new CrashPoint();
    private final Server server = new Server(new MemoryStore(), new HandQueue(), new HandWork(), point);

    @Test
    void whatWentWhileTheDependentWasBeingActivatedKeepsItFromIt() {
        dependentWithAHandler();
        server.queue.meanwhile = () -> server.plugins.deactivate("base", "test");
        assertThatThrownBy(() -> activate("probe")).isInstanceOf(PluginException.class).hasMessageContaining("base ^1.0.0, which is not active but INACTIVE");
        assertThat(state("base")).isEqualTo(PluginState.INACTIVE);
        assertThat(state("probe")).isEqualTo(PluginState.INSTALLED);
        assertThat(server.plugins.active()).isEmpty();
    }

    @Test
    void onTwoNodesBothMaySucceedAndTheDependentWaitsAndIsNotCalled() {
        dependentWithAHandler();
        Server other = new Server(server.store, server.jobs, server.work, new CrashPoint());
        server.jobs.serve(server.tasks);
        // Between the last look at the other row and the change of its own.
        point.meanwhile("before CatalogueStore.compareAndSet", () -> other.plugins.states().switchOff(server.store.find("base").orElseThrow(),
                PluginState.INACTIVE, Optional.empty(), "other"));
        activate("probe");
        server.plugins.states().follow("base");
        assertThat(state("base")).isEqualTo(PluginState.INACTIVE);
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.WAITING);
        assertThat(server.hooks.filter("hook", "x".getBytes(UTF_8)).reports()).extracting(HandlerReport::ending).containsExactly(HandlerReport.Ending.SKIPPED);
        activate("base");
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void onOneNodeNoneIsEverActiveWithoutWhatItDependsOn() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Server node = new Server(new MemoryStore(), new HandQueue(), new HandWork(), new CrashPoint());
        node.install(TestPackage.of("base", "1.0.0", "basic").filter("hook", "echo").build());
        node.install(TestPackage.of("probe", "1.0.0", "basic").filter("hook", "echo").depends("base: ^1.0.0").build());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                attempt(() -> node.plugins.activate("base", Optional.empty(), "test"));
                attempt(() -> node.plugins.deactivate("probe", "test"));
                List<Callable<Boolean>> both = new ArrayList<>(List.of(() -> attempt(() -> node.plugins.activate("probe", Optional.empty(), "test")),
                        () -> attempt(() -> node.plugins.deactivate("base", "test"))));
                if (random.nextBoolean()) {
                    both.add(both.remove(0));
                }
                int done = 0;
                for (Future<Boolean> end : threads.invokeAll(both)) {
                    done += end.get() ? 1 : 0;
                }
                boolean base = node.store.find("base").orElseThrow().state() == PluginState.ACTIVE;
                boolean probe = node.store.find("probe").orElseThrow().state() == PluginState.ACTIVE;
                assertThat(done).as("seed %d, round %d: one wins", seed, round).isEqualTo(1);
                assertThat(probe).as("seed %d, round %d", seed, round).isEqualTo(base);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean attempt(Runnable change) {
        try {
            change.run();
            return true;
        } catch (PluginException refused) {
            return false;
        }
    }

    private void dependentWithAHandler() {
        server.install(TestPackage.of("base", "1.0.0", "basic").filter("other", "echo").build());
        activate("base");
        StatefulPlugin.granted(server, StatefulPlugin.first().depends("base: ^1.0.0"));
    }

    private void activate(String slug) {
        server.plugins.activate(slug, Optional.empty(), "test");
    }

    private PluginState state(String slug) {
        return server.store.find(slug).orElseThrow().state();
    }
}
