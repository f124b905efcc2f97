package dev.tollgate.jobs.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/** A clock that stands still until it is turned. Its zone is UTC; schedules bring their own. */
public final class HandClock extends Clock {
    private volatile Instant now;

    public HandClock(Instant start) {
        now = Objects.requireNonNull(start, "start");
    }

    /** Turns it, back as well: a store's clock does not go back, but the machine's may. */
    public void turn(Duration by) {
        now = now.plus(by);
    }

    public void set(Instant moment) {
        now = Objects.requireNonNull(moment, "moment");
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times of jobs are in UTC; ask a schedule for its zone");
    }
}
