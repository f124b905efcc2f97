package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * A57: a storm of reloads, most for another configuration and some for another version with another module, while hooks and jobs are
 * called all the time. {@code -Dreload.times=10000} is the long form.
 */
class ReloadStormTest {
    private static final int TIMES = Integer.getInteger("reload.times", 1_500);
    private static final int RELOADS_PER_VERSION = 25;
    private static final int CALLERS = 2;
    /** What is loaded, what was before it, and what a thread or the JIT still has in its hands. */
    private static final int STILL_REACHABLE = 4;
    private static final byte[] NOTHING = new byte[0];

    private final Server server = new Server();
    private final GenerationPlugin plugin = new GenerationPlugin(server);
    private final AtomicBoolean over = new AtomicBoolean();
    private final Census census = new Census();

    @Test
    void a57ManyReloadsUnderLoadLoseNoCallAndLeakNothing() throws Exception {
        long seed = new Random().nextLong();
        PluginId even = plugin.install(GenerationPlugin.version("1.0.0"));
        // The other one has a module of its own; it answers with what it is given.
        PluginId odd = server.install(TestPackage.of("probe", "1.1.0", "basic").filter("text", "echo").build());
        server.config.set("probe", "greeting", "0", "test");
        plugin.activate(even);
        assertThat(plugin.filter("text")).isEqualTo("0");
        storm(new Random(seed), 50, List.of(even, odd));
        census.reachable(0);
        int classes = Census.classes();
        int threads = Census.threads();
        long files = Census.files();

        storm(new Random(seed), TIMES, List.of(even, odd));

        assertThat(census.reachable(STILL_REACHABLE)).as("generations, modules and class loaders that were replaced, seed %d", seed)
                .isLessThanOrEqualTo(STILL_REACHABLE);
        assertThat(Census.classes()).as("classes").isLessThan(classes + 400);
        assertThat(Census.threads()).as("threads").isLessThanOrEqualTo(threads + CALLERS + 1);
        assertThat(Census.files()).as("files").isLessThanOrEqualTo(files + 5);
        assertThat(server.breakers.trips("probe")).isEmpty();
    }

    private void storm(Random random, int times, List<PluginId> versions) throws Exception {
        over.set(false);
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1);
        List<Future<Long>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(threads.submit(this::callHooks));
        }
        Future<Long> jobs = threads.submit((Callable<Long>) this::callJobs);
        try {
            for (int i = 1; i <= times; i++) {
                if (random.nextInt(RELOADS_PER_VERSION) == 0) {
                    switchTo(versions.get(random.nextInt(2)));
                } else {
                    server.config.set("probe", "greeting", Long.toString(10_000_000L + random.nextInt(1_000_000)), "test");
                }
                census.watch(plugin.generation());
                census.watch(plugin.generation().module());
                // Whoever calls now is called on what was just set.
                HookResult now = server.hooks.filter("text", "none".getBytes(UTF_8));
                assertThat(new String(now.value(), UTF_8)).isEqualTo(plugin.generation().id().version().equals("1.1.0") ? "none"
                        : server.config.get("probe", "greeting").orElseThrow().textValue());
            }
        } finally {
            over.set(true);
            threads.shutdown();
        }
        for (Future<Long> caller : callers) {
            assertThat(caller.get()).isPositive();
        }
        assertThat(jobs.get()).isPositive();
    }

    private void switchTo(PluginId version) {
        StoredPlugin row = server.store.find("probe").orElseThrow();
        LoadedPlugin next = server.plugins.states().prepared(version);
        assertThat(server.plugins.states().switchTo(next, row, PluginEvent.Kind.ACTIVATED, "test")).isTrue();
    }

    /** How many there were; each has one report, and that is a good one. */
    private long callHooks() {
        long calls = 0;
        while (!over.get()) {
            HookResult result = server.hooks.filter("text", "none".getBytes(UTF_8));
            assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
            assertThat(new String(result.value(), UTF_8)).matches("0|none|1[0-9]{7}");
            calls++;
        }
        return calls;
    }

    /** The same for who dispatches again where another generation has taken over. */
    private long callJobs() {
        long calls = 0;
        while (!over.get()) {
            ActivePlugin present = server.plugins.active("probe").orElseThrow();
            String handler = present.manifest().job("text").isPresent() ? "job_text" : "echo";
            CallResult result = server.calls.call(present, handler, NOTHING, Profile.of(Profile.Kind.JOB, present.jobLimits()));
            while (result instanceof CallResult.Superseded superseded) {
                Optional<ActivePlugin> next = superseded.by();
                assertThat(next).isPresent();
                handler = next.get().manifest().job("text").isPresent() ? "job_text" : "echo";
                result = server.calls.call(next.get(), handler, NOTHING, Profile.of(Profile.Kind.JOB, next.get().jobLimits()));
            }
            assertThat(result).isInstanceOfSatisfying(CallResult.Ended.class,
                    ended -> assertThat(ended.outcome()).isInstanceOf(Outcome.Completed.class));
            calls++;
        }
        return calls;
    }
}
