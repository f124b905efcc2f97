package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Takes down what the store did with schedules, as it did it. */
record WitnessedSchedules(ScheduleStore store, ScheduleHistory history, Clock clock) implements ScheduleStore {
    @Override
    public void declare(String group, List<Declaration> declarations, Instant at) {
        store.declare(group, declarations, at);
        history.declared(group, declarations);
    }

    @Override
    public void pause(String group) {
        store.pause(group);
        history.paused(group);
    }

    @Override
    public void withdraw(String group) {
        store.withdraw(group);
        history.declared(group, List.of());
    }

    @Override
    public boolean enable(String id, boolean enabled, String by, Instant at) {
        boolean there = store.enable(id, enabled, by, at);
        history.enabled(id, enabled);
        return there;
    }

    @Override
    public List<StoredSchedule> all(String node) {
        return store.all(node);
    }

    @Override
    public Fired fire(Fire fire) {
        Fired answer = store.fire(fire);
        history.decided(fire, answer, clock.instant());
        return answer;
    }

    @Override
    public void alive(String node, Instant at) {
        store.alive(node, at);
        history.alive(node, at);
    }

    @Override
    public int abandon(Instant before) {
        int count = store.abandon(before);
        history.abandoned(before, count);
        return count;
    }
}
