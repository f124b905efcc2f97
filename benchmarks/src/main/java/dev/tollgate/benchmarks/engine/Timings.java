package dev.tollgate.benchmarks.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** How long one thing took, many times, on one or more threads at once. */
record Timings(long[] sorted) {
    private static final int MOST = 1_000_000;

    /** Warms up for the time given, then measures for it. */
    static Timings of(int threads, Duration time, Callable<?> call) throws InterruptedException, ExecutionException {
        run(threads, time, call);
        return run(threads, time, call);
    }

    private static Timings run(int threads, Duration time, Callable<?> call) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<long[]>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> times(time, call)));
            }
            LongStream all = LongStream.empty();
            for (Future<long[]> part : parts) {
                all = LongStream.concat(all, Arrays.stream(part.get()));
            }
            return new Timings(all.sorted().toArray());
        } finally {
            pool.shutdown();
        }
    }

    private static long[] times(Duration time, Callable<?> call) throws Exception {
        long[] taken = new long[MOST];
        long begun = System.nanoTime();
        int count = 0;
        while (count < MOST && System.nanoTime() - begun < time.toNanos()) {
            long start = System.nanoTime();
            call.call();
            taken[count++] = System.nanoTime() - start;
        }
        return Arrays.copyOf(taken, count);
    }

    double micros(int percent) {
        return sorted[(int) ((sorted.length - 1) * (long) percent / 100)] / 1_000.0;
    }

    static String figure(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }
}
