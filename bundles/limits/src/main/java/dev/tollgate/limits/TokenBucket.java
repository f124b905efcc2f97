package dev.tollgate.limits;

import java.util.function.LongSupplier;

/** So many events a minute, with bursts up to a given number: a token bucket that starts full. */
public final class TokenBucket {
    private static final double MINUTE_NANOS = 60e9;

    private final double perNano;
    private final int burst;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filled;

    public TokenBucket(int perMinute, int burst, LongSupplier nanoTime) {
        if (perMinute < 1 || burst < 1) {
            throw new IllegalArgumentException("a bucket allows at least 1 event a minute and bursts of 1, not " + perMinute
                    + " and " + burst);
        }
        this.perNano = perMinute / MINUTE_NANOS;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.tokens = burst;
        this.filled = nanoTime.getAsLong();
    }

    /** Counts an event, unless the bucket is empty; then answers false and counts nothing. */
    public synchronized boolean tryTake() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(burst, tokens + (now - filled) * perNano);
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
