package dev.tollgate.benchmarks.gates;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongConsumer;

/** How often each numbered call came to a provider: four bits for each, which hold up to 15. */
final class Ledger implements LongConsumer {
    private static final int BITS = 4;
    private static final int IN_ONE = Integer.SIZE / BITS;
    private static final int MASK = (1 << BITS) - 1;

    private final AtomicIntegerArray seen;

    /** @param most how many calls have a place, their numbers being from 0 on */
    Ledger(int most) {
        this.seen = new AtomicIntegerArray(most / IN_ONE + 1);
    }

    @Override
    public void accept(long serial) {
        seen.addAndGet(place(serial), 1 << shift(serial));
    }

    int seen(long serial) {
        return seen.get(place(serial)) >>> shift(serial) & MASK;
    }

    private static int place(long serial) {
        return Math.toIntExact(serial / IN_ONE);
    }

    private static int shift(long serial) {
        return (int) (serial % IN_ONE) * BITS;
    }
}
