package dev.tollgate.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Many timings of one thing, warmed up before. */
final class Samples {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 20_000;
    private static final long MOST_NANOS = 20_000_000_000L;

    private final long[] nanos;

    private Samples(long[] nanos) {
        this.nanos = nanos;
    }

    /** Warms up and measures, each as often as is worth it, but not for ever. */
    static Samples of(Runnable call) {
        times(call, WARM_UP);
        return new Samples(times(call, MEASURED));
    }

    double median() {
        return percentile(50);
    }

    double percentile(int percent) {
        return nanos[(int) ((nanos.length - 1) * (long) percent / 100)] / 1_000.0;
    }

    static String micros(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static long[] times(Runnable call, int count) {
        long[] taken = new long[count];
        long begun = System.nanoTime();
        int i = 0;
        while (i < count && System.nanoTime() - begun < MOST_NANOS) {
            long start = System.nanoTime();
            call.run();
            taken[i++] = System.nanoTime() - start;
        }
        long[] sorted = Arrays.copyOf(taken, i);
        Arrays.sort(sorted);
        return sorted;
    }
}
