package dev.tollgate.store.postgres.internal;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How long after a denial on one node a plugin on another can still call, on a PostgreSQL on this machine. */
final class RevocationTimes {
    private static final int REVOCATIONS = 200;
    private static final int CALLS = 20_000_000;

    private RevocationTimes() {
    }

    /** @param arguments how many other gates are open; none: 0 */
    public static void main(String[] arguments) throws Exception {
        PostgresSettings settings = TestServer.empty();
        ExecutorService plugin = Executors.newSingleThreadExecutor();
        try (Node here = new Node(settings, Node.LONG); Node there = new Node(settings, Node.LONG)) {
            int others = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
            TestServer.run("INSERT INTO tollgate.plugin_grant SELECT 'other', '1.0.' || i, repeat('0', 64), 'kv', '{}', 'ada', 0"
                    + " FROM generate_series(1, " + others + ") i");
            long[] after = new long[REVOCATIONS];
            long[] denial = new long[REVOCATIONS];
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < REVOCATIONS; i++) {
                    here.grants.grant(Node.PLUGIN, "kv", "{}", "ada");
                    there.awaitOpen("kv", true);
                    Future<Long> refused = plugin.submit(() -> refused(there));
                    long start = System.nanoTime();
                    here.grants.deny(Node.PLUGIN, "kv", "bob");
                    long denied = System.nanoTime();
                    denial[i] = denied - start;
                    after[i] = refused.get() - denied;
                }
            }
            System.out.printf("with %,d other gates open%n", others);
            print("denial", denial);
            print("EPERM on the other node, after the denial returned (negative: before)", after);
            here.grants.grant(Node.PLUGIN, "kv", "{}", "ada");
            print(here);
        } finally {
            plugin.shutdown();
        }
    }

    private static long refused(Node node) {
        while (node.open("kv")) {
            Thread.onSpinWait();
        }
        return System.nanoTime();
    }

    private static void print(Node node) {
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            int held = 0;
            for (int i = 0; i < CALLS; i++) {
                held += node.holds("kv") ? 1 : 0;
            }
            System.out.printf("asking %,d times whether a gate is open: %.1f ns each%n", held,
                    (System.nanoTime() - start) / (double) CALLS);
        }
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf("%s: median %.2f ms, 99th percentile %.2f ms, longest %.2f ms%n", what, nanos[REVOCATIONS / 2] / 1e6,
                nanos[REVOCATIONS * 99 / 100] / 1e6, nanos[REVOCATIONS - 1] / 1e6);
    }
}
