package dev.tollgate.benchmarks.gates;

import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.Plugins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code bench:swaps}: what the callers of a plugin notice when the bundle that provides its gate is replaced under load. The
 * pause of a swap is the longest call of all that it overlaps with, so a busy machine's own pauses are in it; what those are, the row
 * without a swap says.
 */
@Component(service = SwapBenchmark.class, property = {"osgi.command.scope=bench", "osgi.command.function=swaps"})
public final class SwapBenchmark {
    private static final int THREADS = 2;
    private static final int MOST_CALLS = 1 << 25;
    private static final int CALLS_BETWEEN = 50;
    private static final Duration AS_LONG = Duration.ofMillis(1);

    private final BundleContext context;
    private final Plugins plugins;
    private final Grants grants;
    private final Hooks hooks;

    @Activate
    public SwapBenchmark(BundleContext context, @Reference Plugins plugins, @Reference Grants grants, @Reference Hooks hooks) {
        this.context = context;
        this.plugins = plugins;
        this.grants = grants;
        this.hooks = hooks;
    }

    /** One way to replace a provider. */
    private interface Way {
        void swap(GateBundle bundle) throws Exception;
    }

    /** A line of the table. */
    private record Row(String title, int swaps, Way way) {
    }

    private static final Row WARM_UP = new Row("warm-up", 2_000, GateBundle::restart);
    private static final List<Row> ROWS = List.of(
            new Row("none, for 1 ms", 2_000, bundle -> LockSupport.parkNanos(AS_LONG.toNanos())),
            new Row("stop and start", 10_000, GateBundle::restart),
            new Row("update", 1_000, GateBundle::update),
            new Row("update and refresh", 1_000, bundle -> {
                bundle.update();
                bundle.refresh();
            }));

    public String swaps() throws Exception {
        StringBuilder table = new StringBuilder("JDK " + Runtime.version()
                + "\n\n| swap | swaps | calls | lost | double | pause p50, ms | p99 | max |\n|---|---|---|---|---|---|---|---|\n");
        line(WARM_UP);
        for (Row row : ROWS) {
            table.append(line(row));
        }
        return table.toString();
    }

    private String line(Row row) throws Exception {
        Ledger ledger = new Ledger(MOST_CALLS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (GateBundle bundle = new GateBundle(context, ledger)) {
            GatePlugin plugin = GatePlugin.active(plugins, grants, hooks);
            Swaps swaps = new Swaps();
            List<Caller> callers = new ArrayList<>();
            List<Future<Caller>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(new Caller(plugin, swaps, row.swaps(), (long) i * (MOST_CALLS / THREADS), MOST_CALLS / THREADS));
                running.add(threads.submit(callers.get(i)));
            }
            for (int i = 0; i < row.swaps(); i++) {
                calls(running, callers);
                swaps.begin();
                row.way().swap(bundle);
                swaps.end();
            }
            calls(running, callers);
            callers.forEach(Caller::end);
            for (Future<Caller> each : running) {
                each.get();
            }
            return line(row, callers, ledger);
        } finally {
            threads.shutdown();
        }
    }

    /** Lets every thread make some calls. */
    private static void calls(List<Future<Caller>> running, List<Caller> callers) throws Exception {
        for (int i = 0; i < callers.size(); i++) {
            int enough = callers.get(i).calls() + CALLS_BETWEEN;
            while (callers.get(i).calls() < enough) {
                if (running.get(i).isDone()) {
                    throw new IllegalStateException("a caller ended before its time, after " + running.get(i).get().calls() + " calls");
                }
                LockSupport.parkNanos(100_000);
            }
        }
    }

    private static String line(Row row, List<Caller> callers, Ledger ledger) {
        int calls = callers.stream().mapToInt(Caller::calls).sum();
        int lost = callers.stream().mapToInt(caller -> Math.max(caller.refused(), caller.seen(ledger, false))).sum();
        int twice = callers.stream().mapToInt(caller -> caller.seen(ledger, true)).sum();
        long[] pauses = new long[row.swaps()];
        for (int i = 0; i < pauses.length; i++) {
            int swap = i;
            pauses[i] = callers.stream().mapToLong(caller -> caller.longest(swap)).max().orElseThrow();
        }
        Arrays.sort(pauses);
        return String.format(Locale.ROOT, "| %s | %,d | %,d | %d | %d | %s | %s | %s |%n", row.title(), row.swaps(), calls, lost, twice,
                millis(pauses, 50), millis(pauses, 99), millis(pauses, 100));
    }

    private static String millis(long[] sorted, int percent) {
        return String.format(Locale.ROOT, "%.2f", sorted[(int) ((sorted.length - 1) * (long) percent / 100)] / 1e6);
    }
}
