package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.internal.Trouble;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One schedule in the {@link Timetable}: its next fire time is reckoned once, and its troubles are its own. */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    /** A fire time that is late by less is not missed, not even by a node that was just starting. */
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration PUT_OFF = Duration.ofSeconds(5);

    private final Instant nodeUp;
    private final Trouble trouble;
    private StoredSchedule schedule;
    private FireTimes times;
    private Instant after = Instant.MIN;
    private Optional<Instant> next = Optional.empty();
    private Instant putOff = Instant.MIN;

    Line(String id, Instant nodeUp) {
        this.nodeUp = nodeUp;
        this.trouble = new Trouble(LOG, "firing schedule " + id);
    }

    /** The schedule is as the store tells it now. */
    void become(StoredSchedule told, Reckoner reckoner) {
        schedule = told;
        try {
            FireTimes reckoned = reckoner.of(told.declaration().contract());
            Instant decided = decidedUntil(told);
            if (!reckoned.equals(times) || !decided.equals(after)) {
                times = reckoned;
                decided(decided);
            }
        } catch (RuntimeException bad) {
            times = null;
            next = Optional.empty();
            trouble.began(bad);
        }
    }

    /** When it is to be looked at; empty while it is not to be fired. */
    Optional<Instant> wake(Instant now) {
        if (!schedule.fires()) {
            return Optional.empty();
        }
        // A clock that was put back must not put off longer.
        boolean waiting = putOff.isAfter(now) && !putOff.isAfter(now.plus(PUT_OFF));
        return next.map(time -> waiting && putOff.isAfter(time) ? putOff : time);
    }

    Optional<Misfire.Due> due(Instant now) {
        return Misfire.at(times, after, now);
    }

    StoredSchedule schedule() {
        return schedule;
    }

    /** What comes until then is decided. */
    void decided(Instant until) {
        after = until;
        next = times.next(after);
    }

    void over() {
        trouble.over();
    }

    void failed(RuntimeException failure, Instant now) {
        trouble.began(failure);
        putOff = now.plus(PUT_OFF);
    }

    private Instant decidedUntil(StoredSchedule told) {
        Instant begin = told.since().minusNanos(1);
        Instant last = told.lastFire().filter(time -> time.isAfter(begin)).orElse(begin);
        if (told.declaration().contract().scope() == Scope.LEADER) {
            return last;
        }
        // On all nodes that are up: what came before this one was up is not its to fire.
        Instant up = nodeUp.minus(LATE);
        return last.isAfter(up) ? last : up;
    }
}
