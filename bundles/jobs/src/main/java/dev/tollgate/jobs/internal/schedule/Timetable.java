package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.JobIds;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires what is due, on one node of many. All nodes that can run a schedule try each of its fire times, and the store's row
 * decides who was first: no node believes that it leads, so none can do so wrongly. What one schedule cannot do holds up no other.
 */
public final class Timetable {
    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
    private static final Duration READ_EVERY = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofMillis(5);

    private final ScheduleStore store;
    private final Clock clock;
    private final Reckoner reckoner;
    private final Doorbell bell;
    private final Predicate<StoredSchedule> handled;
    private final Firing firing;
    private final Instant nodeUp;
    private Map<String, Line> lines = new HashMap<>();
    private Instant read = Instant.MIN;
    private volatile boolean changed = true;

    /**
     * @param clock   the store's
     * @param bell    rung when there is something to run
     * @param handled whether this node can run the jobs of a schedule now; others are left to other nodes
     */
    public Timetable(String node, ScheduleStore store, Clock clock, Reckoner reckoner, RandomGenerator random, Doorbell bell,
            Predicate<StoredSchedule> handled) {
        this.store = store;
        this.clock = clock;
        this.reckoner = reckoner;
        this.bell = bell;
        this.handled = handled;
        this.firing = new Firing(node, new JobIds(clock, random));
        this.nodeUp = clock.instant();
    }

    /** Schedules are another way now, or may be: the next round reads them. */
    public void changed() {
        changed = true;
    }

    /** Fires what is due; how long to wait at most before the next round. */
    public Duration round() {
        Instant now = clock.instant();
        if (changed || now.isBefore(read) || !now.isBefore(read.plus(READ_EVERY))) {
            changed = false;
            read(now);
        }
        Duration pause = READ_EVERY;
        for (Line line : lines.values()) {
            Optional<Instant> wake = line.wake(now).filter(time -> handled.test(line.schedule()));
            if (wake.isPresent() && !wake.get().isAfter(now)) {
                fire(line, now);
                wake = line.wake(now);
            }
            if (wake.isPresent() && wake.get().isBefore(now.plus(pause))) {
                pause = Duration.between(now, wake.get());
            }
        }
        // Not at once where something was stale, or is due still: it would be asked for without a rest.
        return changed || pause.compareTo(REST) < 0 ? REST : pause;
    }

    private void read(Instant now) {
        Map<String, Line> known = lines;
        Map<String, Line> told = new HashMap<>();
        try {
            for (StoredSchedule schedule : store.all(firing.node())) {
                Line line = known.getOrDefault(schedule.id(), new Line(schedule.id(), nodeUp));
                line.become(schedule, reckoner);
                told.put(schedule.id(), line);
            }
        } catch (RuntimeException failed) {
            changed = true;
            throw failed;
        }
        lines = told;
        read = now;
    }

    private void fire(Line line, Instant now) {
        try {
            Optional<Misfire.Due> due = line.due(now);
            if (due.isPresent()) {
                StoredSchedule schedule = line.schedule();
                boolean there = due.get().missed().map(missed -> decide(line, firing.missed(schedule, missed, now), missed.last())).orElse(true);
                if (there) {
                    decide(line, firing.at(schedule, due.get().fireAt(), now), due.get().fireAt());
                }
            }
            line.over();
        } catch (RuntimeException failed) {
            line.failed(failed, now);
        }
    }

    /** False when the schedule is another one by now. */
    private boolean decide(Line line, Fire fire, Instant fireAt) {
        // A job for this node alone is given up when the node is gone, which is known only of nodes that were there.
        fire.node().ifPresent(node -> store.alive(node, clock.instant()));
        Fired fired = store.fire(fire);
        if (fired instanceof Fired.Stale) {
            changed = true;
            return false;
        }
        if (fired instanceof Fired.Enqueued) {
            bell.ring();
        } else if (fired instanceof Fired.Skipped skipped) {
            LOG.info("schedule {}: {}", fire.schedule(), skipped.reason());
        }
        line.decided(fireAt);
        return true;
    }
}
