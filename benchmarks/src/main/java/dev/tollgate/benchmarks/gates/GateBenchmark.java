package dev.tollgate.benchmarks.gates;

import dev.tollgate.guests.Guests;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.Plugins;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code bench:gates}: what one call of a host function or a gate costs a guest that makes many in a loop, beside the bare
 * engine's host function of the same type. All rows and the peer take turns, round after round.
 */
@Component(service = GateBenchmark.class, property = {"osgi.command.scope=bench", "osgi.command.function=gates"})
public final class GateBenchmark {
    private static final int WARM_UP = 12;
    private static final int ROUNDS = 9;

    private final BundleContext context;
    private final Plugins plugins;
    private final Grants grants;
    private final Hooks hooks;

    @Activate
    public GateBenchmark(BundleContext context, @Reference Plugins plugins, @Reference Grants grants, @Reference Hooks hooks) {
        this.context = context;
        this.plugins = plugins;
        this.grants = grants;
        this.hooks = hooks;
    }

    /** A line of the table; an invocation makes so many calls that its own cost does not count, as far as its limits let it. */
    private enum Row {
        NOW("`now_ms` of the host, 1 thread", "now_ms", 9_000, 1),
        NOOP("a gate that does nothing, 1 thread", "noop", 9_000, 1),
        NOOP_2("the same, 2 threads", "noop", 9_000, 2),
        KV_GET("`kv` get of 100 bytes", "kv_get", 1_000, 1),
        KV_SET("`kv` set of 100 bytes", "kv_set", 50, 1),
        DB_QUERY("`db` query `SELECT ?`", "db_query", 30, 1);

        private final String title;
        private final String handler;
        private final int calls;
        private final int threads;
        private final Rounds ours = new Rounds();
        private final Rounds bare = new Rounds();

        Row(String title, String handler, int calls, int threads) {
            this.title = title;
            this.handler = handler;
            this.calls = calls;
            this.threads = threads;
        }

        private void measure(GatePlugin plugin, BareGuest peer) throws Exception {
            ours.measure(() -> plugin.call(handler, calls), calls, threads);
            bare.measure(() -> peer.call(handler, 9_000), 9_000, threads);
        }

        private String line() {
            return "| " + title + " | " + ours.median() + " | " + ours.range() + " | " + bare.median() + " |\n";
        }
    }

    /** @param handlers those of the rows that are wanted; all without one */
    public String gates(String... handlers) throws Exception {
        List<Row> rows = Arrays.stream(Row.values()).filter(row -> handlers.length == 0 || List.of(handlers).contains(row.handler)).toList();
        try (GateBundle bundle = new GateBundle(context, serial -> { })) {
            GatePlugin plugin = GatePlugin.active(plugins, grants, hooks);
            plugin.call("kv_set", 1);
            BareGuest peer = new BareGuest(Guests.wasm(GatePlugin.GUEST));
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                for (Row row : rows) {
                    if (round == WARM_UP) {
                        row.ours.forget();
                        row.bare.forget();
                    }
                    row.measure(plugin, peer);
                }
            }
        }
        StringBuilder table = new StringBuilder("JDK " + Runtime.version() + "\n\n| one call, ns, median of " + ROUNDS
                + " rounds | Tollgate | lowest to highest | bare engine's host function |\n|---|---|---|---|\n");
        for (Row row : rows) {
            table.append(row.line());
        }
        return table.toString();
    }
}
