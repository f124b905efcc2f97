package dev.tollgate.engine.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Four threads that take the same steps, each with random numbers of its own; the seed of all is printed. */
final class Together {
    private static final int THREADS = 4;

    private Together() {
    }

    static void steps(int each, ThrowingConsumer<Random> step) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(seed + t);
                ends.add(threads.submit(() -> steps(each, random, step)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void steps(int count, Random random, ThrowingConsumer<Random> step) {
        for (int i = 0; i < count; i++) {
            try {
                step.accept(random);
            } catch (Throwable failed) {
                throw new AssertionError("step " + i, failed);
            }
        }
    }
}
