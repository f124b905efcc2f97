package dev.tollgate.store.postgres.internal;

import java.time.Instant;

/**
 * What was counted in each of the last 60 seconds. Time does not go back in it: a node whose clock is a little behind counts in
 * the newest second that is known.
 */
final class RateWindow {
    static final int SECONDS = 60;

    private final int[] counts;
    private long second;
    private long sum;
    private boolean changed;

    RateWindow(long second, int[] counts) {
        this.second = second;
        this.counts = counts.clone();
        for (int count : counts) {
            sum += count;
        }
    }

    /** Counts one, unless there were as many already. */
    boolean count(Instant at, int most) {
        advance(at.getEpochSecond());
        if (sum >= most) {
            return false;
        }
        add(1);
        return true;
    }

    /** Takes back what was counted last. */
    void takeBack() {
        add(-1);
    }

    boolean changed() {
        return changed;
    }

    long second() {
        return second;
    }

    Integer[] counts() {
        Integer[] boxed = new Integer[SECONDS];
        for (int i = 0; i < SECONDS; i++) {
            boxed[i] = counts[i];
        }
        return boxed;
    }

    private void add(int one) {
        counts[(int) Math.floorMod(second, (long) SECONDS)] += one;
        sum += one;
        changed = true;
    }

    private void advance(long now) {
        if (now - second >= SECONDS) {
            second = now - SECONDS;
        }
        while (second < now) {
            second++;
            int place = (int) Math.floorMod(second, (long) SECONDS);
            sum -= counts[place];
            counts[place] = 0;
        }
    }
}
