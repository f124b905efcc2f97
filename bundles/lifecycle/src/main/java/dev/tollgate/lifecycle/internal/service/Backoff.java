package dev.tollgate.lifecycle.internal.service;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: after failure n a wait drawn evenly from [0, min(most, base * 2^(n-1))], so that what failed
 * together does not come back together.
 */
record Backoff(Duration base, Duration most, RandomGenerator random) {
    Backoff {
        Objects.requireNonNull(random, "random");
        if (base.isNegative() || base.isZero() || most.compareTo(base) < 0) {
            throw new IllegalArgumentException("a back-off grows from more than zero: base " + base + ", most " + most);
        }
    }

    /** @param failures 1 for the first */
    Duration after(int failures) {
        Duration wait = base;
        for (int doubled = 1; doubled < failures && wait.compareTo(most) < 0; doubled++) {
            wait = wait.multipliedBy(2);
        }
        long ceiling = (wait.compareTo(most) < 0 ? wait : most).toMillis();
        synchronized (random) {
            return Duration.ofMillis(random.nextLong(ceiling + 1));
        }
    }
}
