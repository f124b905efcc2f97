package dev.tollgate.health.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks at some checks on behalf of many who ask: one at a time, and not again within a second. Whoever asks meanwhile is told what was
 * seen last, so that threads of the HTTP service do not gather behind a check that hangs.
 */
final class Look {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();
    private static final long STALE = Duration.ofSeconds(15).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<Verdict> checks;
    private final LongSupplier nanos;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Seen last;

    private record Seen(Verdict verdict, long at) {
    }

    Look(Supplier<Verdict> checks, LongSupplier nanos) {
        this.checks = checks;
        this.nanos = nanos;
    }

    /** @throws IllegalStateException where nothing was seen lately, and nothing is within some seconds */
    Verdict now() {
        Seen seen = last;
        if (isYounger(seen, FRESH)) {
            return seen.verdict();
        }
        if (!begun(isYounger(seen, STALE) ? Duration.ZERO : PATIENCE)) {
            seen = last;
            if (isYounger(seen, STALE)) {
                return seen.verdict();
            }
            throw new IllegalStateException("checks take longer than " + PATIENCE.toSeconds() + " s");
        }
        try {
            if (!isYounger(last, FRESH)) {
                last = new Seen(checks.get(), nanos.getAsLong());
            }
            return last.verdict();
        } finally {
            looking.unlock();
        }
    }

    private boolean begun(Duration patience) {
        try {
            return looking.tryLock() || looking.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isYounger(Seen seen, long than) {
        return seen != null && nanos.getAsLong() - seen.at() < than;
    }
}
