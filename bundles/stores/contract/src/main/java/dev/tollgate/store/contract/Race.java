package dev.tollgate.store.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/** Several threads that begin at one moment, each with a random delay that its seed decides. */
final class Race {
    private static final int LONGEST_DELAY = 2_000;

    private final long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());

    /** What to say where it fails. */
    String named() {
        return "with -Dseed=" + seed;
    }

    /** What each of the runners answered. */
    <T> List<T> run(int runners, IntFunction<T> runner) {
        Random random = new Random(seed);
        CyclicBarrier start = new CyclicBarrier(runners);
        ExecutorService threads = Executors.newFixedThreadPool(runners);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < runners; i++) {
                int number = i;
                int delay = random.nextInt(LONGEST_DELAY);
                running.add(threads.submit(() -> {
                    await(start);
                    for (int spins = 0; spins < delay; spins++) {
                        Thread.onSpinWait();
                    }
                    return runner.apply(number);
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> each : running) {
                answers.add(each.get());
            }
            return answers;
        } catch (ExecutionException failed) {
            throw new AssertionError(named(), failed.getCause());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            throw new AssertionError(named(), impatient);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CyclicBarrier start) throws InterruptedException {
        try {
            start.await();
        } catch (BrokenBarrierException another) {
            throw new IllegalStateException("another runner did not start", another);
        }
    }
}
