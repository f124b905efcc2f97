package dev.tollgate.benchmarks.gates;

import java.util.concurrent.Callable;

/** A thread of the host's that calls the plugin's hook again and again, each call with a number of its own, until it is told to end. */
final class Caller implements Callable<Caller> {
    private final GatePlugin plugin;
    private final Swaps swaps;
    private final long first;
    private final int most;
    private final long[] longest;
    private volatile boolean ended;
    private volatile int calls;
    private int refused;

    /** @param most numbers from {@code first} on */
    Caller(GatePlugin plugin, Swaps swaps, int swapsToCome, long first, int most) {
        this.plugin = plugin;
        this.swaps = swaps;
        this.first = first;
        this.most = most;
        this.longest = new long[swapsToCome];
    }

    @Override
    public Caller call() {
        while (!ended && calls < most) {
            int before = swaps.now();
            long begun = System.nanoTime();
            boolean answered = plugin.mark(first + calls);
            long taken = System.nanoTime() - begun;
            int met = Swaps.met(before, swaps.now());
            if (met >= 0) {
                longest[met] = Math.max(longest[met], taken);
            }
            if (!answered) {
                refused++;
            }
            calls++;
        }
        return this;
    }

    void end() {
        ended = true;
    }

    int calls() {
        return calls;
    }

    /** Calls that the guest got no answer to, or an error. */
    int refused() {
        return refused;
    }

    /** How long the longest call took that met a swap; 0 where none did. */
    long longest(int swap) {
        return longest[swap];
    }

    /** How many of its calls a ledger has more often than this, or less often. */
    int seen(Ledger ledger, boolean more) {
        int count = 0;
        for (int i = 0; i < calls; i++) {
            int seen = ledger.seen(first + i);
            count += more && seen > 1 || !more && seen < 1 ? 1 : 0;
        }
        return count;
    }
}
