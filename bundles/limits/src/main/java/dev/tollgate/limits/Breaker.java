package dev.tollgate.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plugin's trips came to. The moments that still count are kept (a sliding log, so windows are exact: an event that
 * is as old as its window no longer counts). A degraded plugin is not called; when its pause is over it is tried again,
 * with no trip on its count. Degraded too often it is out, and nothing but a reset brings it back.
 *
 * <p>A clock that is set back neither forgives nor prolongs: what then lies in the future counts as of now, as soon as
 * {@link #seenAt} is told the time.
 *
 * @param total  all trips, also those that no longer count
 * @param trips  when it tripped within the window, oldest first; none from before it was degraded last
 * @param cycles when it was degraded, oldest first
 * @param out    whether it was degraded too often
 */
public record Breaker(long total, List<Instant> trips, List<Instant> cycles, boolean out) {
    /** Of a plugin that never tripped. */
    public static final Breaker NEW = new Breaker(0, List.of(), List.of(), false);

    /** What a breaker lets through. */
    public enum State {
        /** The plugin is called. */
        CLOSED,
        /** The plugin is not called until its pause is over. */
        DEGRADED,
        /** The plugin is not called until it is reset. */
        OUT
    }

    public Breaker {
        trips = List.copyOf(trips);
        cycles = List.copyOf(cycles);
    }

    /** After a trip. One that began before the plugin was degraded, and ends after, is counted and changes nothing else. */
    public Breaker tripped(Instant now, BreakerRule rule) {
        Breaker seen = seenAt(now);
        if (seen.state(now, rule) != State.CLOSED) {
            return new Breaker(total + 1, seen.trips, seen.cycles, out);
        }
        List<Instant> recent = with(seen.trips, now, rule.window());
        if (recent.size() <= rule.trips()) {
            return new Breaker(total + 1, recent, seen.cycles, false);
        }
        List<Instant> degraded = with(seen.cycles, now, rule.cycleWindow());
        return new Breaker(total + 1, List.of(), degraded, degraded.size() >= rule.cycles());
    }

    public State state(Instant now, BreakerRule rule) {
        if (out) {
            return State.OUT;
        }
        return until(now, rule).isPresent() ? State.DEGRADED : State.CLOSED;
    }

    /** When a degraded plugin is tried again; empty where it is not degraded. */
    public Optional<Instant> until(Instant now, BreakerRule rule) {
        return out || cycles.isEmpty() ? Optional.empty()
                : Optional.of(cycles.get(cycles.size() - 1).plus(rule.pause())).filter(now::isBefore);
    }

    /** How many of its cycles count now. */
    public int cycles(Instant now, BreakerRule rule) {
        return (int) cycles.stream().filter(start -> counts(start, now, rule.cycleWindow())).count();
    }

    /** As it is at this moment; itself unless the clock was set back. */
    public Breaker seenAt(Instant now) {
        return isPast(trips, now) && isPast(cycles, now) ? this : new Breaker(total, past(trips, now), past(cycles, now), out);
    }

    /** All is forgiven; only the total stays. */
    public Breaker reset() {
        return new Breaker(total, List.of(), List.of(), false);
    }

    private static List<Instant> with(List<Instant> moments, Instant now, Duration window) {
        List<Instant> counted = new ArrayList<>(moments);
        counted.removeIf(moment -> !counts(moment, now, window));
        counted.add(now);
        return counted;
    }

    private static boolean counts(Instant moment, Instant now, Duration window) {
        return moment.plus(window).isAfter(now);
    }

    private static boolean isPast(List<Instant> moments, Instant now) {
        return moments.isEmpty() || !moments.get(moments.size() - 1).isAfter(now);
    }

    private static List<Instant> past(List<Instant> moments, Instant now) {
        return moments.stream().map(moment -> moment.isAfter(now) ? now : moment).toList();
    }
}
