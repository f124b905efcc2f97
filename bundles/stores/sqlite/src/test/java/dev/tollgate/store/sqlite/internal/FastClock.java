package dev.tollgate.store.sqlite.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Runs a thousand times as fast as the real one, so that back-offs of seconds pass in milliseconds. */
final class FastClock extends Clock {
    private static final int FACTOR = 1_000;

    private final Instant start = Instant.parse("2026-03-01T12:00:00Z");
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plus(Duration.ofNanos(System.nanoTime() - startNanos).multipliedBy(FACTOR));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times of jobs are in UTC");
    }
}
