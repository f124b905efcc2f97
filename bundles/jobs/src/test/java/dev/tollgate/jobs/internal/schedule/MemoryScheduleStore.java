package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** As much of a store as schedules' own tests need; what is fired is kept, and nothing runs. */
public final class MemoryScheduleStore implements ScheduleStore {
    final List<Fire> enqueued = new ArrayList<>();
    final List<Fire> skipped = new ArrayList<>();
    final Map<String, Instant> nodes = new TreeMap<>();
    final Set<String> broken = new HashSet<>();
    final Set<String> refused = new HashSet<>();
    Optional<String> busy = Optional.empty();
    Instant abandonedBefore;
    int reads;
    boolean away;
    private final Map<String, StoredSchedule> schedules = new TreeMap<>();
    private final Map<String, Instant> fired = new TreeMap<>();
    private final Set<String> rows = new HashSet<>();
    private long revisions;

    @Override
    public synchronized void declare(String group, List<Declaration> declarations, Instant at) {
        beThere();
        if (refused.contains(group)) {
            throw new JobStoreException("the group's rows are broken", null);
        }
        Map<String, StoredSchedule> before = new TreeMap<>(schedules);
        withdraw(group);
        for (Declaration declaration : declarations) {
            String id = StoredSchedule.id(group, declaration.contract().name());
            StoredSchedule old = before.get(id);
            boolean stays = old != null && old.declaration().contract().pattern().equals(declaration.contract().pattern());
            schedules.put(id, new StoredSchedule(group, declaration, old == null || old.enabled(), false, ++revisions,
                    stays ? old.since() : at, stays ? old.lastFire() : Optional.empty()));
        }
    }

    @Override
    public synchronized void pause(String group) {
        beThere();
        schedules.replaceAll((id, old) -> old.group().equals(group) ? new StoredSchedule(group, old.declaration(), old.enabled(), true,
                ++revisions, old.since(), old.lastFire()) : old);
    }

    @Override
    public synchronized void withdraw(String group) {
        beThere();
        schedules.values().removeIf(schedule -> schedule.group().equals(group));
    }

    @Override
    public synchronized boolean enable(String id, boolean enabled, String by, Instant at) {
        beThere();
        return schedules.computeIfPresent(id, (key, old) -> new StoredSchedule(old.group(), old.declaration(), enabled, old.paused(),
                ++revisions, enabled && !old.enabled() ? at : old.since(), old.lastFire())) != null;
    }

    @Override
    public synchronized List<StoredSchedule> all(String node) {
        beThere();
        reads++;
        return schedules.values().stream().map(schedule -> new StoredSchedule(schedule.group(), schedule.declaration(), schedule.enabled(),
                schedule.paused(), schedule.revision(), schedule.since(),
                Optional.ofNullable(fired.get(key(schedule, schedule.id(), node))))).toList();
    }

    @Override
    public synchronized Fired fire(Fire fire) {
        beThere();
        if (broken.contains(fire.schedule())) {
            throw new JobStoreException("the row is broken", null);
        }
        StoredSchedule schedule = schedules.get(fire.schedule());
        if (schedule == null || !schedule.fires() || schedule.revision() != fire.revision()) {
            return new Fired.Stale();
        }
        if (fire.fireAt().isPresent()) {
            String key = key(schedule, fire.schedule(), fire.node().orElse(""));
            if (!rows.add(key + " " + fire.fireAt().get())) {
                return new Fired.Taken();
            }
            fired.put(key, fire.fireAt().get());
        }
        Optional<String> obstacle = fire.missed().or(() -> busy);
        if (obstacle.isPresent()) {
            skipped.add(fire);
            return new Fired.Skipped(obstacle.get());
        }
        enqueued.add(fire);
        return new Fired.Enqueued(fire.job().id());
    }

    @Override
    public synchronized void alive(String node, Instant at) {
        beThere();
        nodes.put(node, at);
    }

    @Override
    public synchronized int abandon(Instant before) {
        beThere();
        abandonedBefore = before;
        int known = nodes.size();
        nodes.values().removeIf(seen -> seen.isBefore(before));
        return known - nodes.size();
    }

    private static String key(StoredSchedule schedule, String id, String node) {
        return schedule.declaration().contract().scope() == Scope.ALL_NODE ? id + "@" + node : id;
    }

    private void beThere() {
        if (away) {
            throw new JobStoreException("the store is away", null);
        }
    }
}
