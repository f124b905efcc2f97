package dev.tollgate.ingress.websocket.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: any pause up to one that doubles, so that clients that lost a server together do not come back
 * together.
 */
record Backoff(Duration first, Duration most) {
    private static final int MOST_DOUBLINGS = 30;

    Duration pause(int failures, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        return Duration.ofMillis(random.nextLong(Math.min(most.toMillis(), doubled) + 1));
    }
}
