package dev.tollgate.jobs.internal;

import java.time.Duration;

/**
 * How many jobs to claim beyond those that run. Enough that the workers stay busy while half of it is used up and the next claim
 * commits, which by Little's law is what they finish within two claims; so none where jobs are long, because what is claimed
 * early cannot be claimed by others, waits behind strangers and is repeated after a crash.
 */
final class Prefetch {
    private static final Duration SHORTEST_HORIZON = Duration.ofMillis(10);
    private static final Duration LONGEST_HORIZON = Duration.ofMillis(100);
    private static final int MOST = 500;

    private final int workers;
    private final Mean run = new Mean();
    private final Mean claim = new Mean();

    Prefetch(int workers) {
        this.workers = workers;
    }

    synchronized void took(Duration time) {
        run.add(time);
    }

    synchronized void claimTook(Duration time) {
        claim.add(time);
    }

    synchronized int size() {
        if (!run.measured) {
            return 0;
        }
        double horizon = Math.max(SHORTEST_HORIZON.toNanos(), Math.min(LONGEST_HORIZON.toNanos(), 2 * claim.nanos));
        return (int) Math.min(MOST, workers * Math.floor(horizon / Math.max(1, run.nanos)));
    }

    /** A mean that forgets. */
    private static final class Mean {
        private static final double WEIGHT = 1.0 / 16;

        private boolean measured;
        private double nanos;

        void add(Duration time) {
            double value = Math.max(0, time.toNanos());
            nanos = measured ? nanos + WEIGHT * (value - nanos) : value;
            measured = true;
        }
    }
}
