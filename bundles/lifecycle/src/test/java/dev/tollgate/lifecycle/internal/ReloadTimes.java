package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Profile;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * How long nothing of a plugin begins when another generation takes over, under load: from the last call that began on the old one to
 * the first on the next. And what reloading takes, and what plugins that do nothing hold. See benchmarks/reload.sh.
 */
final class ReloadTimes {
    private static final byte[] NOTHING = new byte[0];
    private static final int CALLERS = 2;
    private static final int ROUNDS = 1_000;
    private static final int PLUGINS = 1_000;

    private final Server server = new Server();
    private final GenerationPlugin plugin = new GenerationPlugin(server);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong calls = new AtomicLong();
    /** When a call began last on the generation before, and when the first did on the present one. */
    private volatile Watch watch;

    private static final class Watch {
        private final LoadedPlugin next;
        private final AtomicLong lastOnOld = new AtomicLong();
        private final AtomicLong firstOnNext = new AtomicLong(Long.MAX_VALUE);

        Watch(LoadedPlugin next) {
            this.next = next;
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
        PluginId odd = server.install(TestPackage.of("probe", "1.1.0", "basic").filter("text", "echo").build());
        plugin.activate(odd);
        plugin.activate(even);
        PluginId[] versions = {even, odd};
        Thread[] callers = new Thread[CALLERS];
        for (int i = 0; i < CALLERS; i++) {
            callers[i] = new Thread(this::call);
            callers[i].start();
        }
        measure("reload for a changed configuration", ROUNDS, i -> server.config.set("probe", "greeting", "v" + i, "test"));
        measure("switch to another version, its module in use before", ROUNDS / 4, i -> switchTo(versions[i % 2]));
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        System.out.printf("calls meanwhile: %d%n", calls.get());
    }

    private void measure(String what, int rounds, IntConsumer reload) throws InterruptedException {
        long[] took = new long[rounds];
        long[] pause = new long[rounds];
        for (int i = -rounds / 4; i < rounds; i++) {
            long before = calls.get();
            long begin = System.nanoTime();
            reload.accept(i + rounds);
            long end = System.nanoTime();
            Watch mine = new Watch(plugin.generation());
            watch = mine;
            // The turnstile of the old one says when it was shut; a call that began before entered before that.
            server.hooks.filter("text", NOTHING);
            long first = System.nanoTime();
            if (i >= 0) {
                took[i] = end - begin;
                pause[i] = first - end;
            }
            while (calls.get() < before + 20) {
                Thread.onSpinWait();
            }
        }
        System.out.printf("| %s | took p50 %.0f us, p99 %.0f us | first call afterwards p50 %.0f us, p99 %.0f us |%n", what, at(took, 50), at(took, 99),
                at(pause, 50), at(pause, 99));
    }

    private void call() {
        while (!over.get()) {
            LoadedPlugin present = plugin.generation();
            server.calls.call(present, present.handlers().keySet().iterator().next(), NOTHING, Profile.of(Profile.Kind.FILTER, present.hookLimits()));
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
