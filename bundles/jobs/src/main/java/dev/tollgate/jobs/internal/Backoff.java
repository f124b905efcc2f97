package dev.tollgate.jobs.internal;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: after attempt n a wait drawn evenly from [0, min(most, base * 2^(n-1))]. See
 * Marc Brooker, "Exponential Backoff And Jitter": spreading the whole wait ends the convoys that a fixed one causes.
 */
record Backoff(Duration base, Duration most, RandomGenerator random) {
    Backoff {
        Objects.requireNonNull(random, "random");
        if (base.isNegative() || base.isZero() || most.compareTo(base) < 0) {
            throw new IllegalArgumentException("a back-off grows from more than zero: base " + base + ", most " + most);
        }
    }

    Duration after(int attempt) {
        long ceiling = ceiling(attempt).toMillis();
        synchronized (random) {
            return Duration.ofMillis(random.nextLong(ceiling + 1));
        }
    }

    private Duration ceiling(int attempt) {
        Duration wait = base;
        for (int doubled = 1; doubled < attempt && wait.compareTo(most) < 0; doubled++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
