package dev.tollgate.engine.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The instances of one module that wait for an invocation. The last one that came back is lent first, so that as many are in
 * use as are needed, and those that are not grow old at the other end.
 */
final class IdleGuests {
    /** @param since when it came back, as {@link System#nanoTime} counts */
    private record Idle(Guest guest, long since) {
    }

    private final Deque<Idle> guests = new ArrayDeque<>(2);

    /** The newest; null where there is none. */
    synchronized Guest take() {
        Idle idle = guests.pollFirst();
        return idle == null ? null : idle.guest;
    }

    synchronized void put(Guest guest, long now) {
        guests.addFirst(new Idle(guest, now));
    }

    /** The oldest, where it is as old as {@code since} or older; else null. */
    synchronized Guest takeOldest(long since) {
        Idle oldest = guests.peekLast();
        return oldest == null || oldest.since - since > 0 ? null : guests.pollLast().guest;
    }

    /** The oldest; null where there is none. */
    synchronized Guest takeOldest() {
        Idle oldest = guests.pollLast();
        return oldest == null ? null : oldest.guest;
    }

    /** Since when the oldest waits; {@code none} where there is none. */
    synchronized long oldest(long none) {
        Idle oldest = guests.peekLast();
        return oldest == null ? none : oldest.since;
    }

    synchronized int size() {
        return guests.size();
    }
}
