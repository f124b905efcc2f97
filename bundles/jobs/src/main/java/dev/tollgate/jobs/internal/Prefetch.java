package dev.tollgate.jobs.internal;

import java.time.Duration;

/**
 * How many jobs to claim beyond those that run. Enough that the workers stay busy while the next claim commits, which by
 * Little's law is what they finish within {@link #HORIZON}; so none where jobs are long, because what is claimed early
 * cannot be claimed by others, waits behind strangers and is repeated after a crash.
 */
final class Prefetch {
    private static final Duration HORIZON = Duration.ofMillis(10);
    private static final int MOST_PER_WORKER = 31;
    private static final double WEIGHT = 1.0 / 16;

    private final int workers;
    private boolean measured;
    private double meanNanos;

    Prefetch(int workers) {
        this.workers = workers;
    }

    synchronized void took(Duration run) {
        double nanos = Math.max(0, run.toNanos());
        meanNanos = measured ? meanNanos + WEIGHT * (nanos - meanNanos) : nanos;
        measured = true;
    }

    synchronized int size() {
        if (!measured) {
            return 0;
        }
        return workers * (int) Math.min(MOST_PER_WORKER, HORIZON.toNanos() / Math.max(1, meanNanos));
    }
}
