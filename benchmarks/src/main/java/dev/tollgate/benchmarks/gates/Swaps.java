package dev.tollgate.benchmarks.gates;

/** Which swap is under way: an odd number while the n-th is, 2n + 1, and the next even one until the one that follows begins. */
final class Swaps {
    private volatile int now;

    void begin() {
        now++;
    }

    void end() {
        now++;
    }

    int now() {
        return now;
    }

    /** The swap that a call met between two looks at {@link #now}, the last one where it met several; -1 for none. */
    static int met(int before, int after) {
        return after == before && after % 2 == 0 ? -1 : (after - 1) / 2;
    }
}
