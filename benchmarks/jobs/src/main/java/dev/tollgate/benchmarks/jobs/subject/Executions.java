package dev.tollgate.benchmarks.jobs.subject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Has a subject run what is queued, and takes the time. */
final class Executions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FEEDERS = 2;
    private static final int FED_AT_ONCE = 200;
    private static final long LOOK_NANOS = 200_000;

    private final Subject subject;
    private final Progress progress;

    Executions(Subject subject, Progress progress) {
        this.subject = subject;
        this.progress = progress;
    }

    /** What was measured, in jobs a second, and how many jobs are gone for it. */
    record Measured(double rate, long gone) {
        @Override
        public String toString() {
            return rate + " " + gone;
        }
    }

    /** From a queue with more jobs than are run: for this time or this many jobs, whichever ends first, after the half of both. */
    Measured first(long jobs, Duration time) {
        progress.reset(false);
        subject.start();
        progress.await(jobs / 2, time.dividedBy(2));
        long before = progress.done();
        long begun = System.nanoTime();
        progress.await(before + jobs, time);
        double rate = (progress.done() - before) / ((System.nanoTime() - begun) / 1e9);
        subject.stop();
        return new Measured(rate, progress.done());
    }

    /** While as many are enqueued, in batches, as are done, so that the queue stays about as long as it is. */
    Measured held(Duration time, Enqueues enqueues) throws InterruptedException {
        progress.reset(false);
        subject.start();
        AtomicLong fed = new AtomicLong();
        AtomicBoolean ended = new AtomicBoolean();
        List<Thread> feeders = new ArrayList<>();
        for (int i = 0; i < FEEDERS; i++) {
            feeders.add(new Thread(() -> feed(enqueues, fed, ended)));
        }
        feeders.forEach(Thread::start);
        progress.await(Long.MAX_VALUE, time.dividedBy(2));
        long before = progress.done();
        long begun = System.nanoTime();
        progress.await(Long.MAX_VALUE, time);
        double rate = (progress.done() - before) / ((System.nanoTime() - begun) / 1e9);
        ended.set(true);
        for (Thread feeder : feeders) {
            feeder.join();
        }
        subject.stop();
        return new Measured(rate, progress.done() - fed.get());
    }

    private void feed(Enqueues enqueues, AtomicLong fed, AtomicBoolean ended) {
        while (!ended.get()) {
            long before = fed.get();
            if (progress.done() - before < FED_AT_ONCE) {
                LockSupport.parkNanos(LOOK_NANOS);
            } else if (fed.compareAndSet(before, before + FED_AT_ONCE)) {
                enqueues.batch(FED_AT_ONCE);
            }
        }
    }

    /** So many jobs, from the first start to the last end, so often. */
    Measured all(int jobs, int times, Enqueues enqueues) throws InterruptedException, ExecutionException {
        Duration taken = Duration.ZERO;
        for (int i = 0; i < times; i++) {
            enqueues.fill(jobs);
            progress.reset(false);
            subject.start();
            boolean ended = progress.await(jobs, PATIENCE);
            taken = taken.plus(progress.span());
            subject.stop();
            if (!ended) {
                throw new IllegalStateException("only " + progress.done() + " of " + jobs + " jobs were run");
            }
        }
        return new Measured(jobs * (double) times / (taken.toNanos() / 1e9), (long) jobs * times);
    }
}
