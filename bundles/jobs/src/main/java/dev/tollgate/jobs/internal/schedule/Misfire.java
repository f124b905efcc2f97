package dev.tollgate.jobs.internal.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is due after a time in which nobody fired. LATEST_ONLY: of the fire times that have come only the latest runs; the older
 * ones are missed, and told of together. Fire times are a minute apart, so none that is late by less than a minute is missed.
 *
 * <p>However long the time was, the latest is found by halving it, and the counting ends.
 */
final class Misfire {
    static final int MOST_COUNTED = 1_000;
    private static final Duration STEP = Duration.ofSeconds(1);

    private Misfire() {
    }

    /** What is due. */
    record Due(Instant fireAt, Optional<Missed> missed) { }

    /** Fire times that nobody fired. @param more whether there are more than were counted */
    record Missed(int count, boolean more, Instant first, Instant last) {
        String reason() {
            return (more ? "more than " : "") + count + (count == 1 && !more ? " fire time was" : " fire times were")
                    + " missed, from " + first + " to " + last + ": no node that could run it was up; of the times that have come"
                    + " only the latest runs";
        }
    }

    /** What is due at {@code now} of the fire times after {@code after}. */
    static Optional<Due> at(FireTimes times, Instant after, Instant now) {
        Optional<Instant> first = times.next(after).filter(time -> !time.isAfter(now));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Instant latest = latest(times, first.get(), now);
        if (latest.equals(first.get())) {
            return Optional.of(new Due(latest, Optional.empty()));
        }
        return Optional.of(new Due(latest, Optional.of(missed(times, first.get(), latest))));
    }

    private static Missed missed(FireTimes times, Instant first, Instant latest) {
        int count = 1;
        Instant last = first;
        for (Instant next = next(times, last); next.isBefore(latest); next = next(times, last)) {
            if (count == MOST_COUNTED) {
                return new Missed(count, true, first, latest(times, last, latest.minus(STEP)));
            }
            count++;
            last = next;
        }
        return new Missed(count, false, first, last);
    }

    /** The latest fire time until this moment; {@code known} is one. */
    private static Instant latest(FireTimes times, Instant known, Instant until) {
        Instant low = known;
        Instant high = until;
        if (next(times, low).isAfter(until)) {
            return low;
        }
        // Fire times are on whole seconds: nearer than one there is no other.
        while (Duration.between(low, high).compareTo(STEP) >= 0) {
            Instant middle = low.plus(Duration.between(low, high).dividedBy(2));
            Instant next = next(times, middle);
            if (next.isAfter(until)) {
                high = middle;
            } else {
                low = next;
            }
        }
        return low;
    }

    private static Instant next(FireTimes times, Instant after) {
        return times.next(after).orElse(Instant.MAX);
    }
}
