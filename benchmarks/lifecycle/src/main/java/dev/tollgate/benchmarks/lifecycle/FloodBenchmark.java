package dev.tollgate.benchmarks.lifecycle;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/** Prints what the process holds before and after a flood of events, and what a hook of another plugin takes meanwhile. Argument: how many offers. */
public final class FloodBenchmark {
    private static final int CALLS = 20_000;
    private static final long PAUSE_NANOS = 200_000;
    private static final byte[] NOTHING = new byte[0];

    private FloodBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Stack stack = Stack.running(Files.createTempDirectory("flood"));
        Flood flood = new Flood(stack, Integer.parseInt(arguments[0]));
        hooks(stack, calls -> calls < CALLS);
        print("without a flood", hooks(stack, calls -> calls < CALLS));
        System.out.println(Sample.header() + "\n" + Sample.taken(0, () -> 0).row());
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<long[]> meanwhile = CompletableFuture.supplyAsync(() -> hooks(stack, calls -> !over.isDone()));
        long begun = System.nanoTime();
        flood.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        over.complete(null);
        System.out.println(Sample.taken(0, () -> 0).row());
        print("meanwhile", meanwhile.get());
        System.out.printf(Locale.ROOT, "%s offers by %d threads in %.1f s, stopped when half of them were made: %s%n", arguments[0], Flood.THREADS, seconds,
                flood.counters());
        List<String> wrongs = flood.wrongs();
        wrongs.forEach(wrong -> System.out.println("WRONG: " + wrong));
        System.exit(wrongs.isEmpty() ? 0 : 1);
    }

    /** What each call took. */
    private static long[] hooks(Stack stack, IntPredicate more) {
        long[] nanos = new long[CALLS];
        int calls = 0;
        for (; more.test(calls); calls++) {
            long begun = System.nanoTime();
            stack.hooks().filter(StormPlugin.FILTER, NOTHING);
            nanos[calls % CALLS] = System.nanoTime() - begun;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        long[] sorted = Arrays.copyOf(nanos, Math.min(calls, CALLS));
        Arrays.sort(sorted);
        return sorted;
    }

    private static void print(String when, long[] sorted) {
        System.out.printf(Locale.ROOT, "a hook of another plugin, %s: p50 %.1f us, p99 %.1f us, %d calls%n", when, sorted[sorted.length / 2] / 1e3,
                sorted[(sorted.length - 1) * 99 / 100] / 1e3, sorted.length);
    }
}
