package dev.tollgate.benchmarks.gates;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How long one call took, in each round, in ns. */
final class Rounds {
    private static final Duration TIME = Duration.ofMillis(300);

    private final List<Double> nanos = new ArrayList<>();

    /** One round: makes calls, so many in each turn, on each of the threads for a while. */
    void measure(Runnable turn, int calls, int threads) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Double>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> each(turn, calls)));
            }
            double sum = 0;
            for (Future<Double> part : parts) {
                sum += part.get();
            }
            nanos.add(sum / threads);
        } finally {
            pool.shutdown();
        }
    }

    private static double each(Runnable turn, int calls) {
        long begun = System.nanoTime();
        long made = 0;
        long taken;
        do {
            turn.run();
            made += calls;
            taken = System.nanoTime() - begun;
        } while (taken < TIME.toNanos());
        return (double) taken / made;
    }

    void forget() {
        nanos.clear();
    }

    String median() {
        double[] sorted = sorted();
        return figure(sorted[sorted.length / 2]);
    }

    String range() {
        double[] sorted = sorted();
        return figure(sorted[0]) + " to " + figure(sorted[sorted.length - 1]);
    }

    private double[] sorted() {
        double[] sorted = nanos.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }
}
