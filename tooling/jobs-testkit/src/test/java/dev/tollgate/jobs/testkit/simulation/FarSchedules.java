package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Instant;
import java.util.List;

/** The schedules as a node sees them, through the weather. */
record FarSchedules(ScheduleStore store, Weather weather) implements ScheduleStore {
    @Override
    public void declare(String group, List<Declaration> declarations, Instant at) {
        weather.reach(() -> {
            store.declare(group, declarations, at);
            return group;
        });
    }

    @Override
    public void pause(String group) {
        weather.reach(() -> {
            store.pause(group);
            return group;
        });
    }

    @Override
    public void withdraw(String group) {
        weather.reach(() -> {
            store.withdraw(group);
            return group;
        });
    }

    @Override
    public boolean enable(String id, boolean enabled, String by, Instant at) {
        return weather.reach(() -> store.enable(id, enabled, by, at));
    }

    @Override
    public List<StoredSchedule> all(String node) {
        return weather.reach(() -> store.all(node));
    }

    @Override
    public Fired fire(Fire fire) {
        return weather.reach(() -> store.fire(fire));
    }

    @Override
    public void alive(String node, Instant at) {
        weather.reach(() -> {
            store.alive(node, at);
            return node;
        });
    }

    @Override
    public int abandon(Instant before) {
        return weather.reach(() -> store.abandon(before));
    }
}
