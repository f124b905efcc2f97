package dev.tollgate.capability.db.internal.sqlite;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.sqlite.ProgressHandler;

/**
 * Ends a statement whose time is over, or whose sorting would fill the disk: nothing else bounds temporary files. SQLite asks it
 * every thousand steps.
 */
final class Deadline extends ProgressHandler {
    static final int STEPS = 1_000;
    private static final long LEAST_FREE_BYTES = 256L << 20;
    private static final int DISK_EVERY = 64;

    private final LongSupplier nanos;
    private final LongSupplier freeBytes;
    private long until;
    private int asked;
    private boolean full;

    Deadline(LongSupplier nanos, LongSupplier freeBytes) {
        this.nanos = nanos;
        this.freeBytes = freeBytes;
    }

    void in(Duration remaining) {
        until = nanos.getAsLong() + remaining.toNanos();
        full = false;
        asked = 0;
    }

    /** Whether it was the disk. */
    boolean full() {
        return full;
    }

    @Override
    protected int progress() {
        if (++asked % DISK_EVERY == 0 && freeBytes.getAsLong() < LEAST_FREE_BYTES) {
            full = true;
        }
        return full || nanos.getAsLong() - until > 0 || Thread.currentThread().isInterrupted() ? 1 : 0;
    }
}
