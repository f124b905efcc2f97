package dev.tollgate.jobs.internal.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * The fire times of a pattern in a zone. A clock that is put forward leaves local times out (a gap), one that is put back has
 * some twice (an overlap). Which of two policies holds depends on the hour field, as in Vixie cron, whose tradition this
 * follows:
 *
 * <ul>
 * <li>A pattern that names its hours means times of the day. GAP_ONCE: what falls into a gap fires once, at the moment when the
 * gap ends, unless another fire time is less than a minute away. OVERLAP_FIRST: what falls into an overlap fires in its first
 * pass only.
 * <li>A pattern over every hour ({@code *} in the hour field, with a step or without) means what the clock shows. GAP_NONE:
 * nothing is made up for a gap. OVERLAP_BOTH: both passes fire.
 * </ul>
 */
record FireTimes(CronPattern pattern, ZoneRules rules) {
    private static final Duration APART = Duration.ofMinutes(1);

    /** The first fire time after this moment. */
    Optional<Instant> next(Instant after) {
        return pattern.everyHour() ? nextShown(after) : nextOfDay(after);
    }

    /** Every local time has one instant, and later ones have no earlier instant: so the first that comes after is the one. */
    private Optional<Instant> nextOfDay(Instant after) {
        LocalDateTime from = local(after);
        ZoneOffsetTransition overlap = rules.getTransition(from);
        if (overlap != null && overlap.isOverlap() && !after.isBefore(overlap.getInstant())) {
            // In the second pass: all of it has had its turn in the first.
            from = overlap.getDateTimeBefore().minusSeconds(1);
        }
        Optional<LocalDateTime> match = pattern.next(from);
        while (match.isPresent()) {
            ZoneOffsetTransition transition = rules.getTransition(match.get());
            if (transition == null || transition.isOverlap()) {
                return Optional.of(match.get().toInstant(transition == null ? rules.getOffset(match.get()) : transition.getOffsetBefore()));
            }
            if (!hasNeighbour(transition)) {
                return Optional.of(transition.getInstant());
            }
            match = pattern.next(transition.getDateTimeAfter().minusSeconds(1));
        }
        return Optional.empty();
    }

    /** Whether a match that is no gap's is less than a minute before the gap's end, or after. */
    private boolean hasNeighbour(ZoneOffsetTransition gap) {
        LocalDateTime begin = gap.getDateTimeBefore();
        LocalDateTime end = gap.getDateTimeAfter();
        return pattern.next(begin.minus(APART)).filter(match -> match.isBefore(begin)).isPresent()
                || pattern.next(end.minusSeconds(1)).filter(match -> match.isBefore(end.plus(APART))).isPresent();
    }

    /** Between two transitions the local line runs like the instants; a match is sought anew where it ends before the match. */
    private Optional<Instant> nextShown(Instant after) {
        Instant from = after;
        LocalDateTime searched = local(from);
        Optional<LocalDateTime> match = pattern.next(searched);
        while (match.isPresent()) {
            Instant found = match.get().toInstant(rules.getOffset(from));
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || found.isBefore(change.getInstant())) {
                return Optional.of(found);
            }
            from = change.getInstant();
            LocalDateTime begin = change.getDateTimeAfter().minusSeconds(1);
            // Most transitions lie before the match and after what was searched: nothing is to be sought again.
            if (begin.isBefore(searched) || !begin.isBefore(match.get())) {
                searched = begin;
                match = pattern.next(begin);
            }
        }
        return Optional.empty();
    }

    private LocalDateTime local(Instant moment) {
        ZoneOffset offset = rules.getOffset(moment);
        return LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), offset);
    }
}
