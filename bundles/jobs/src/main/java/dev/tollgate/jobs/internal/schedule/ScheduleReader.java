package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads schedules for people: their status, and when they fire. */
public record ScheduleReader(ScheduleStore store, String node, Reckoner reckoner, Clock clock) {
    private static final int MOST_PREVIEWED = 100;

    public List<ScheduleView> all() {
        Instant now = clock.instant();
        return store.all(node).stream().map(schedule -> view(schedule, now)).toList();
    }

    /** Those of these ids that are there. */
    public Stream<JobSummary> summaries(Set<String> ids) {
        return store.all(node).stream().filter(schedule -> ids.contains(schedule.id())).map(schedule -> new JobSummary(schedule.id(),
                schedule.declaration().contract().name(), schedule.group(), status(schedule).name().toLowerCase(Locale.ROOT)));
    }

    public Optional<StoredSchedule> find(String id) {
        return store.all(node).stream().filter(schedule -> schedule.id().equals(id)).findFirst();
    }

    public Optional<ScheduleView> view(String id) {
        return find(id).map(schedule -> view(schedule, clock.instant()));
    }

    public List<Instant> next(String id, int most) {
        if (most < 1 || most > MOST_PREVIEWED) {
            throw new IllegalArgumentException("a preview shows 1 to " + MOST_PREVIEWED + " fire times, not " + most);
        }
        StoredSchedule schedule = find(id).orElseThrow(() -> new IllegalArgumentException("there is no schedule '" + id + "'"));
        FireTimes times = reckoner.of(schedule.declaration().contract());
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = times.next(clock.instant());
        while (next.isPresent() && found.size() < most) {
            found.add(next.get());
            next = times.next(next.get());
        }
        return found;
    }

    /** @param up since when this node is up: what all nodes fire was not its to fire before */
    public List<ScheduleView> late(Duration by, Instant up) {
        Instant now = clock.instant();
        return store.all(node).stream().filter(schedule -> schedule.fires() && isLate(schedule, now.minus(by), up))
                .map(schedule -> view(schedule, now)).toList();
    }

    private boolean isLate(StoredSchedule schedule, Instant limit, Instant up) {
        JobContract contract = schedule.declaration().contract();
        Instant begin = schedule.since().minusNanos(1);
        Instant decided = schedule.lastFire().filter(last -> last.isAfter(begin)).orElse(begin);
        Instant after = contract.scope() == Scope.ALL_NODE && up.isAfter(decided) ? up : decided;
        try {
            return reckoner.of(contract).next(after).filter(limit::isAfter).isPresent();
        } catch (BadPatternException bad) {
            // As in a view: another version of the host took it in, and fires it.
            return false;
        }
    }

    /** An administrator's switch lies beneath a pause, which the host ends by itself. */
    public static ScheduleStatus status(StoredSchedule schedule) {
        if (schedule.paused()) {
            return ScheduleStatus.PAUSED_BY_PLUGIN;
        }
        return schedule.enabled() ? ScheduleStatus.ENABLED : ScheduleStatus.DISABLED;
    }

    private ScheduleView view(StoredSchedule schedule, Instant now) {
        return new ScheduleView(schedule.id(), schedule.group(), schedule.declaration().contract(), status(schedule), schedule.enabled(),
                schedule.lastFire(), schedule.fires() ? next(schedule, now) : Optional.empty());
    }

    private Optional<Instant> next(StoredSchedule schedule, Instant now) {
        try {
            // After a clock was put back, what was decided does not come again.
            Instant decided = schedule.lastFire().filter(last -> last.isAfter(now)).orElse(now);
            return reckoner.of(schedule.declaration().contract()).next(decided);
        } catch (BadPatternException bad) {
            // Another version of the host took it in; it does not fire here, and hides no other.
            return Optional.empty();
        }
    }
}
