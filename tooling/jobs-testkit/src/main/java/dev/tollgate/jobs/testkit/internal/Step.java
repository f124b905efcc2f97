package dev.tollgate.jobs.testkit.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that a node does again and again; it says itself when the next time is. */
final class Step {
    private static final Logger LOG = LoggerFactory.getLogger(Step.class);

    private final String name;
    private final Duration afterFailure;
    private final Supplier<Duration> action;
    private Instant next;

    Step(String name, Instant first, Duration afterFailure, Supplier<Duration> action) {
        this.name = name;
        this.next = first;
        this.afterFailure = afterFailure;
        this.action = action;
    }

    Instant next() {
        return next;
    }

    /** Whether it was time. */
    boolean takeIfDue(Instant now) {
        if (now.isBefore(next)) {
            return false;
        }
        take(now);
        return true;
    }

    /** Like the engine's threads it survives what goes wrong, and tries again. */
    void take(Instant now) {
        try {
            next = now.plus(action.get());
        } catch (RuntimeException failed) {
            LOG.warn("{} failed and is tried again in {}: {}", name, afterFailure, failed.getMessage());
            next = now.plus(afterFailure);
        }
    }
}
