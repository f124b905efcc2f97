package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Invoker;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * How long nothing of a plugin begins when another generation takes over, under load: from the last call that began on the old one to
 * the first on the next. And what reloading takes, and what plugins that do nothing hold. See benchmarks/reload.sh.
 */
final class ReloadTimes {
    private static final byte[] NOTHING = new byte[0];
    private static final int CALLERS = 2;
    private static final int ROUNDS = 1_000;
    private static final int CALLS_PER_ROUND = 20;
    private static final int PLUGINS = 1_000;

    private final Server server = new Server();
    private final GenerationPlugin plugin = new GenerationPlugin(server);
    private final Invoker invoker = new PooledInvoker();
    private final GuardedCalls guarded = new GuardedCalls(this::invoke, server.breakers, server.plugins);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong calls = new AtomicLong();
    private final Map<GuestModule, Begun> begun = new ConcurrentHashMap<>();

    /** When invocations of one generation began. */
    private record Begun(LongAccumulator first, LongAccumulator last) {
        Begun() {
            this(new LongAccumulator(Math::min, Long.MAX_VALUE), new LongAccumulator(Math::max, Long.MIN_VALUE));
        }
    }

    private ReloadTimes() {
    }

    public static void main(String[] arguments) throws Exception {
        new ReloadTimes().run();
        memory();
    }

    private void run() throws InterruptedException {
        PluginId even = plugin.install(GenerationPlugin.version("1.0.0"));
        PluginId odd = plugin.install(GenerationPlugin.version("1.1.0"));
        PluginId other = server.install(TestPackage.of("probe", "1.2.0", "basic").filter("text", "echo").build());
        plugin.activate(even);
        Thread[] callers = new Thread[CALLERS];
        for (int i = 0; i < CALLERS; i++) {
            callers[i] = new Thread(this::call);
            callers[i].start();
        }
        measure("another configuration", ROUNDS, i -> server.config.set("probe", "greeting", "v" + i, "test"));
        measure("another version with the same module", ROUNDS / 4, i -> switchTo(i % 2 == 0 ? even : odd));
        measure("another version with another module", ROUNDS / 4, i -> switchTo(i % 2 == 0 ? even : other));
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        System.out.printf("%d calls by %d threads meanwhile%n", calls.get(), CALLERS);
    }

    private void measure(String what, int rounds, IntConsumer reload) {
        long[] took = new long[rounds];
        long[] pause = new long[rounds];
        for (int i = -rounds / 4; i < rounds; i++) {
            awaitCalls();
            GuestModule old = plugin.generation().module();
            long begin = System.nanoTime();
            reload.accept(i + rounds);
            long end = System.nanoTime();
            awaitCalls();
            if (i >= 0) {
                took[i] = end - begin;
                pause[i] = Math.max(0, begun.get(plugin.generation().module()).first().get() - begun.get(old).last().get());
            }
            begun.keySet().retainAll(Set.of(plugin.generation().module()));
        }
        System.out.printf("| %s | pause p50 %.0f us, p99 %.0f us | the reload itself p50 %.0f us, p99 %.0f us |%n", what, at(pause, 50), at(pause, 99),
                at(took, 50), at(took, 99));
    }

    private void awaitCalls() {
        long enough = calls.get() + CALLS_PER_ROUND;
        while (calls.get() < enough) {
            // The callers are to have the machine to themselves.
            LockSupport.parkNanos(200_000);
        }
    }

    private Outcome invoke(GuestModule module, String handler, byte[] input, Profile profile) {
        long now = System.nanoTime();
        Begun times = begun.computeIfAbsent(module, unknown -> new Begun());
        times.first().accumulate(now);
        times.last().accumulate(now);
        return invoker.invoke(module, handler, input, profile);
    }

    private void call() {
        while (!over.get()) {
            LoadedPlugin present = plugin.generation();
            guarded.call(present, present.manifest().hooks().filters().get(0).handler(), NOTHING,
                    Profile.of(Profile.Kind.FILTER, present.hookLimits()));
            calls.incrementAndGet();
        }
    }

    private void switchTo(PluginId version) {
        StoredPlugin row = server.store.find("probe").orElseThrow();
        server.plugins.states().switchTo(server.plugins.states().prepared(version), row, PluginEvent.Kind.ACTIVATED, "test");
    }

    private static double at(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1_000.0;
    }

    private static void memory() throws InterruptedException {
        Server server = new Server();
        long empty = used();
        for (int i = 0; i < PLUGINS; i++) {
            server.install(TestPackage.of("plugin-" + i, "1.0.0", "basic").filter("hook-" + i, "echo").build());
        }
        long installed = used();
        for (int i = 0; i < PLUGINS; i++) {
            server.plugins.activate("plugin-" + i, Optional.empty(), "test");
        }
        long active = used();
        System.out.printf("| %d installed | %.1f MiB more (packages in memory among them) |%n| %d active, idle, one module | %.1f MiB more |%n", PLUGINS,
                (installed - empty) / 1048576.0, PLUGINS, (active - installed) / 1048576.0);
        server.plugins.close();
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
