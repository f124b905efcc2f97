package dev.tollgate.metrics.internal;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of a service when somebody reads metrics. An answer is good for a second, so that neither the several metrics that are
 * made of it nor an eager scraper ask a store again; where there is none, those metrics are missing and the others are not.
 */
final class Reading<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final long GOOD_NANOS = 1_000_000_000L;

    private final String name;
    private final Supplier<T> service;
    private final LongSupplier nanoTime;
    private final Runnable failed;
    private Optional<T> answer = Optional.empty();
    private long asked;
    private boolean never = true;

    /** @param failed is told each time that the service fails */
    Reading(String name, Supplier<T> service, LongSupplier nanoTime, Runnable failed) {
        this.name = name;
        this.service = service;
        this.nanoTime = nanoTime;
        this.failed = failed;
    }

    synchronized Optional<T> get() {
        long now = nanoTime.getAsLong();
        if (never || now - asked >= GOOD_NANOS) {
            never = false;
            asked = now;
            answer = ask();
        }
        return answer;
    }

    private Optional<T> ask() {
        try {
            return Optional.of(service.get());
        } catch (RuntimeException failure) {
            LOG.warn("metrics of {} are missing: {}", name, failure.toString());
            failed.run();
            return Optional.empty();
        }
    }
}
