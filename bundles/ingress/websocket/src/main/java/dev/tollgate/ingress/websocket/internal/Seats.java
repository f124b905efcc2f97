package dev.tollgate.ingress.websocket.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * How many connections there may be, in all and of a plugin. A connection takes its seat before it dials, and leaves it when it is gone;
 * who finds none stands in line, and the first of whom that fits gets the next.
 */
final class Seats {
    private int most;
    private int mostOfPlugin;
    private final Set<Claim> seated = new HashSet<>();
    private final Deque<Claim> line = new ArrayDeque<>();

    /** Of one connection to a seat; it is itself, and no equal one. */
    static final class Claim {
        private final String slug;
        private final Runnable called;

        /** @param called when it got a seat after all; must not wait */
        Claim(String slug, Runnable called) {
            this.slug = slug;
            this.called = called;
        }
    }

    Seats(int most, int mostOfPlugin) {
        this.most = most;
        this.mostOfPlugin = mostOfPlugin;
    }

    /** Who is seated keeps its seat, also where there are fewer now. */
    void allow(int seats, int seatsOfPlugin) {
        Claim next;
        synchronized (this) {
            most = seats;
            mostOfPlugin = seatsOfPlugin;
            next = first();
        }
        while (next != null) {
            next.called.run();
            synchronized (this) {
                next = first();
            }
        }
    }

    /** Whether there was a seat; otherwise it stands in line. */
    synchronized boolean take(Claim claim) {
        if (fits(claim)) {
            return seated.add(claim);
        }
        line.add(claim);
        return false;
    }

    /** Leaves seat and line. */
    void leave(Claim claim) {
        Claim next = null;
        synchronized (this) {
            line.remove(claim);
            if (seated.remove(claim)) {
                next = first();
            }
        }
        if (next != null) {
            next.called.run();
        }
    }

    synchronized int taken() {
        return seated.size();
    }

    /** Which of the limits is in the way, in words. */
    synchronized String why(Claim claim) {
        return seated.size() >= most ? "there are " + most + " connections, as many as connections.most of " + LimitSettings.PID + " allows"
                : claim.slug + " has " + mostOfPlugin + " connections, as many as plugin.most of " + LimitSettings.PID + " allows";
    }

    private Claim first() {
        for (Iterator<Claim> waiting = line.iterator(); waiting.hasNext();) {
            Claim claim = waiting.next();
            if (fits(claim)) {
                waiting.remove();
                seated.add(claim);
                return claim;
            }
        }
        return null;
    }

    private boolean fits(Claim claim) {
        return seated.size() < most && seated.stream().filter(other -> other.slug.equals(claim.slug)).count() < mostOfPlugin;
    }
}
