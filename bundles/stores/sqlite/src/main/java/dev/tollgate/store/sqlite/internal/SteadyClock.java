package dev.tollgate.store.sqlite.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The machine's clock without its jumps. Time passes as the machine's monotonic counter says; where the two differ, this clock
 * runs a tenth faster or slower until they agree. So it never goes back, and a lease of 30 s is 27 to 33 s whatever somebody
 * does to the machine's clock.
 */
final class SteadyClock extends Clock {
    private static final int SLEW = 10;

    private final Clock machine;
    private final LongSupplier counter;
    private Instant now;
    private long counted;

    /** @param counter nanoseconds from anywhere, never fewer than before */
    SteadyClock(Clock machine, LongSupplier counter) {
        this.machine = machine;
        this.counter = counter;
        this.now = machine.instant();
        this.counted = counter.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long count = counter.getAsLong();
        long passed = Math.max(0, count - counted);
        counted = count;
        now = now.plusNanos(passed);
        Duration most = Duration.ofNanos(passed / SLEW);
        Duration behind = Duration.between(now, machine.instant());
        now = now.plus(behind.isNegative() ? later(behind, most.negated()) : earlier(behind, most));
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times of jobs are in UTC");
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
