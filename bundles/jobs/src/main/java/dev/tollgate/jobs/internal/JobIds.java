package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobId;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 (RFC 9562, section 5.7, with the counter of section 6.2 method 1 in {@code rand_a}): ids made
 * here sort in the order in which they were made, also within a millisecond and when the clock is set back.
 */
public final class JobIds {
    private static final int COUNTER_BITS = 12;
    private static final int COUNTER_END = 1 << COUNTER_BITS;

    private final Clock clock;
    private final RandomGenerator random;
    private long lastMillis = Long.MIN_VALUE;
    private int counter;

    public JobIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public synchronized JobId next() {
        long millis = clock.millis();
        if (millis > lastMillis) {
            lastMillis = millis;
            // The upper half stays free, so that a millisecond has room for at least 2,048 ids.
            counter = random.nextInt(COUNTER_END / 2);
        } else if (++counter == COUNTER_END) {
            lastMillis++;
            counter = 0;
        }
        long high = lastMillis << 16 | 0x7000L | counter;
        long low = random.nextLong() >>> 2 | 0x8000000000000000L;
        return new JobId(new UUID(high, low).toString());
    }
}
