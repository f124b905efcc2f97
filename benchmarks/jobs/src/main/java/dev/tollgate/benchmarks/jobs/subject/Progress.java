package dev.tollgate.benchmarks.jobs.subject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What a subject has started, and what of it is durably done. */
final class Progress {
    private static final long LOOK_NANOS = 200_000;

    private final AtomicLong done = new AtomicLong();
    private final List<Long> waits = new ArrayList<>();
    private volatile long firstStart;
    private volatile long lastDone;
    private volatile boolean timed;

    /** Forgets all. @param timed whether starts are compared with their payload's time from now on */
    void reset(boolean timed) {
        this.timed = timed;
        done.set(0);
        firstStart = 0;
        synchronized (waits) {
            waits.clear();
        }
    }

    /** A job starts. */
    void started(Supplier<byte[]> payload) {
        if (firstStart == 0) {
            firstStart = System.nanoTime();
        }
        if (timed) {
            long micros = Payload.microsSince(payload.get());
            synchronized (waits) {
                waits.add(micros);
            }
        }
    }

    /** So many jobs are done, and their end is on disk. */
    void done(int jobs) {
        lastDone = System.nanoTime();
        done.addAndGet(jobs);
    }

    long done() {
        return done.get();
    }

    /** From the first start to the last end. */
    Duration span() {
        return Duration.ofNanos(lastDone - firstStart);
    }

    /** How long each job waited from its enqueue to its start, in microseconds, in the order of the starts. */
    List<Long> waits() {
        synchronized (waits) {
            return List.copyOf(waits);
        }
    }

    /** Waits until so many are done, but not for ever; whether they are. */
    boolean await(long jobs, Duration most) {
        return await(() -> done.get() >= jobs, most);
    }

    boolean awaitStarts(int jobs, Duration most) {
        return await(() -> waits().size() >= jobs, most);
    }

    private static boolean await(Supplier<Boolean> reached, Duration most) {
        long begun = System.nanoTime();
        while (!reached.get()) {
            if (System.nanoTime() - begun > most.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
