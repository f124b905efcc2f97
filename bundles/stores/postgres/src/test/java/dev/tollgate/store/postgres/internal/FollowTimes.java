package dev.tollgate.store.postgres.internal;

import static dev.tollgate.store.postgres.internal.ThreeNodes.SLUG;

import java.util.Arrays;
import java.util.Optional;

/** How long after an activation on one node the last of three runs the new version, on a PostgreSQL on this machine. */
final class FollowTimes {
    private static final int ACTIVATIONS = 200;
    private static final int WARM_UP = 50;

    private FollowTimes() {
    }

    public static void main(String[] arguments) throws Exception {
        PostgresSettings settings = TestServer.empty();
        try (ThreeNodes nodes = new ThreeNodes(settings, settings, false)) {
            nodes.install(0, "1.0.0", "");
            nodes.node(0).plugins.activate(SLUG, Optional.empty(), "ada");
            nodes.install(0, "1.1.0", "");
            nodes.await("1.0.0");
            nodes.node(0).plugins.activate(SLUG, Optional.empty(), "ada");
            nodes.await("1.1.0");
            long[] asked = new long[ACTIVATIONS];
            long[] done = new long[ACTIVATIONS];
            for (int i = -WARM_UP; i < ACTIVATIONS; i++) {
                long start = System.nanoTime();
                String version = nodes.node(0).plugins.rollback(SLUG, "ada").current().version();
                long answered = System.nanoTime();
                nodes.await(version);
                long all = System.nanoTime();
                if (i >= 0) {
                    asked[i] = all - start;
                    done[i] = all - answered;
                }
            }
            print("all three nodes run it, from the request on", asked);
            print("the other two run it, after the first one answered", done);
        }
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf("%s: median %.1f ms, 99th percentile %.1f ms, longest %.1f ms%n", what, nanos[ACTIVATIONS / 2] / 1e6,
                nanos[ACTIVATIONS * 99 / 100] / 1e6, nanos[ACTIVATIONS - 1] / 1e6);
    }
}
