package dev.tollgate.store.postgres.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time, reckoned from this machine's monotonic clock and a measurement that is repeated now and then. All nodes agree
 * on it, whatever their own clocks say. It never goes back: where a measurement says that it is ahead, it runs a little slower until
 * it is not.
 */
final class DatabaseClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final String NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
    private static final Duration BETWEEN_MEASUREMENTS = Duration.ofSeconds(5);
    /** How many answers are waited for at the beginning; the quickest counts. */
    private static final int FIRST_ANSWERS = 3;
    /**
     * An answer may be wrong by half of the time that it took. One that took much longer than the quickest is from a process that was
     * held up meanwhile, and would make it end leases that others still have.
     */
    private static final Duration HELD_UP = Duration.ofMillis(50);
    /** A tenth of the time that passes goes to making up for being ahead. */
    private static final long SLOWER = 10;

    private final LongSupplier nanoTime;
    private long anchorNanos;
    private Instant anchor;
    private Duration ahead = Duration.ZERO;
    private long measuredNanos;
    private long quickest = Long.MAX_VALUE;

    /** What an answer told, which was asked for at one moment and came at another. */
    private record Answer(Instant told, long asked, long came) {
        long took() {
            return came - asked;
        }
    }

    DatabaseClock(LongSupplier nanoTime, Instant now) {
        this.nanoTime = nanoTime;
        this.anchorNanos = nanoTime.getAsLong();
        this.measuredNanos = anchorNanos;
        this.anchor = now;
    }

    static DatabaseClock measured(Session session, LongSupplier nanoTime) throws SQLException {
        DatabaseClock clock = new DatabaseClock(nanoTime, Instant.EPOCH);
        Answer best = ask(session, nanoTime);
        for (int more = 1; more < FIRST_ANSWERS; more++) {
            Answer next = ask(session, nanoTime);
            best = next.took() < best.took() ? next : best;
        }
        clock.told(best.told(), best.asked(), best.came());
        return clock;
    }

    /** Measures where the last time was a while ago. */
    void refresh(Access access, Duration patience) {
        if (!due()) {
            return;
        }
        try {
            access.read("ask for the time", patience, session -> {
                measure(session);
                return true;
            });
        } catch (RuntimeException failed) {
            LOG.debug("it is reckoned from the measurement before", failed);
        }
    }

    @Override
    public synchronized Instant instant() {
        long passed = nanoTime.getAsLong() - anchorNanos;
        long held = Math.min(ahead.toNanos(), passed / SLOWER);
        return anchor.plusNanos(passed - held);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it dates jobs, which are dated in UTC");
    }

    /** The time that an answer told which was asked for at one moment and came at another; it counts if it came quickly enough. */
    synchronized void told(Instant told, long askedNanos, long cameNanos) {
        long took = cameNanos - askedNanos;
        if (quickest != Long.MAX_VALUE && took > 2 * quickest + HELD_UP.toNanos()) {
            LOG.debug("an answer that took {} ms tells the time too roughly", took / 1_000_000);
            // Should the way have become longer for good, the next ones will do.
            quickest = 2 * quickest + HELD_UP.toNanos();
            return;
        }
        quickest = Math.min(quickest, took);
        Instant shown = instant();
        long now = nanoTime.getAsLong();
        Instant right = told.plusNanos((cameNanos - askedNanos) / 2 + (now - cameNanos));
        anchorNanos = now;
        measuredNanos = now;
        anchor = shown.isAfter(right) ? shown : right;
        ahead = Duration.between(right, anchor);
    }

    private void measure(Session session) throws SQLException {
        Answer answer = ask(session, nanoTime);
        told(answer.told(), answer.asked(), answer.came());
    }

    private static Answer ask(Session session, LongSupplier nanoTime) throws SQLException {
        long asked = nanoTime.getAsLong();
        long micros = session.first(NOW, row -> row.large(1)).orElseThrow();
        long came = nanoTime.getAsLong();
        return new Answer(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000), asked, came);
    }

    private synchronized boolean due() {
        long now = nanoTime.getAsLong();
        if (now - measuredNanos < BETWEEN_MEASUREMENTS.toNanos()) {
            return false;
        }
        // One measures, the others go on.
        measuredNanos = now;
        return true;
    }
}
