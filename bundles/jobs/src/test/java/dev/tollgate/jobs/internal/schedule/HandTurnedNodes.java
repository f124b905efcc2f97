package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Nodes over one store, whose clock is turned by hand. */
abstract class HandTurnedNodes {
    static final Instant START = HandClock.START;

    final HandClock clock = new HandClock();
    final MemoryScheduleStore store = new MemoryScheduleStore();
    final Doorbell bell = new Doorbell();
    final Set<String> away = new HashSet<>();
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    final Reckoner reckoner = new Reckoner(zone -> berlin.getRules());

    Timetable node(String name) {
        return new Timetable(name, store, clock, reckoner, new Random(42), bell, schedule -> !away.contains(schedule.id()));
    }

    void declare(Declaration... declarations) {
        store.declare("shop", List.of(declarations), clock.instant());
    }

    List<Instant> fired() {
        return store.enqueued.stream().map(fire -> fire.fireAt().orElseThrow()).toList();
    }

    /** Minute by minute, as the thread would. */
    void run(Timetable timetable, Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            timetable.round();
            clock.turn(Duration.ofMinutes(1));
        }
        timetable.round();
    }
}
