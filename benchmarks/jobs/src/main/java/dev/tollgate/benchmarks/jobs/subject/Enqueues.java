package dev.tollgate.benchmarks.jobs.subject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Enqueues on a subject, as fast as it goes or at a rate. */
final class Enqueues {
    private static final int FILL_BATCH = 1_000;
    private static final int FILL_THREADS = 2;
    /** Enough that a call which takes its time does not delay the next one. */
    private static final int SENDERS = 8;

    private final Subject subject;
    private final AtomicInteger numbers = new AtomicInteger();

    Enqueues(Subject subject) {
        this.subject = subject;
    }

    /** Jobs a second. */
    double single(int threads, Duration time) throws InterruptedException, ExecutionException {
        return rate(threads, time, 1, () -> subject.enqueue(Payload.now(numbers.getAndIncrement())));
    }

    double batches(int size, Duration time) throws InterruptedException, ExecutionException {
        return rate(1, time, size, () -> batch(size));
    }

    void batch(int size) {
        subject.enqueue(Payload.batch(numbers.getAndAdd(size), size));
    }

    void fill(int jobs) throws InterruptedException, ExecutionException {
        AtomicInteger left = new AtomicInteger(jobs);
        together(FILL_THREADS, () -> {
            int before;
            while ((before = left.getAndAdd(-FILL_BATCH)) > 0) {
                int size = Math.min(before, FILL_BATCH);
                batch(size);
            }
            return 0.0;
        });
    }

    /** Enqueues one job at a time at this rate, whether the last one is taken in or not; how many. */
    int send(int perSecond, Duration time) throws InterruptedException, ExecutionException {
        int jobs = (int) (perSecond * time.toMillis() / 1_000);
        ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS);
        try {
            List<Future<?>> sent = new ArrayList<>(jobs);
            for (int i = 0; i < jobs; i++) {
                sent.add(senders.schedule(() -> subject.enqueue(Payload.now(numbers.getAndIncrement())),
                        TimeUnit.SECONDS.toNanos(i) / perSecond, TimeUnit.NANOSECONDS));
            }
            for (Future<?> each : sent) {
                each.get();
            }
            return jobs;
        } finally {
            senders.shutdownNow();
        }
    }

    private static double rate(int threads, Duration time, int jobs, Runnable call) throws InterruptedException, ExecutionException {
        List<Double> rates = together(threads, () -> {
            long begun = System.nanoTime();
            long taken;
            long calls = 0;
            do {
                call.run();
                calls++;
                taken = System.nanoTime() - begun;
            } while (taken < time.toNanos());
            return calls * jobs / (taken / 1e9);
        });
        return rates.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static List<Double> together(int threads, Callable<Double> part) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Double>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(part));
            }
            List<Double> answers = new ArrayList<>();
            for (Future<Double> each : parts) {
                answers.add(each.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }
}
