package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.JobWatcher;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Schedules in memory. */
public final class MemoryScheduleStore implements ScheduleStore {
    private final Tables tables;
    private final Firing firing;
    private long revisions;

    MemoryScheduleStore(Tables tables, Intake intake) {
        this.tables = tables;
        this.firing = new Firing(tables, intake);
    }

    @Override
    public void declare(String group, List<Declaration> declarations, Instant at) {
        synchronized (tables) {
            Set<String> names = declarations.stream().map(declaration -> declaration.contract().name()).collect(Collectors.toSet());
            of(group).stream().filter(row -> !names.contains(row.contract().name())).forEach(this::remove);
            for (Declaration declaration : declarations) {
                String id = StoredSchedule.id(group, declaration.contract().name());
                ScheduleRow row = tables.schedules().get(id);
                if (row == null) {
                    tables.schedules().put(id, new ScheduleRow(group, declaration, at, ++revisions));
                } else {
                    row.declare(declaration, at, ++revisions);
                }
            }
        }
        tables.tell(JobWatcher::schedulesChanged);
    }

    @Override
    public void pause(String group) {
        synchronized (tables) {
            of(group).forEach(row -> row.pause(++revisions));
        }
        tables.tell(JobWatcher::schedulesChanged);
    }

    @Override
    public void withdraw(String group) {
        synchronized (tables) {
            of(group).forEach(this::remove);
        }
        tables.tell(JobWatcher::schedulesChanged);
    }

    @Override
    public boolean enable(String id, boolean enabled, String by, Instant at) {
        Optional<ScheduleRow> found;
        synchronized (tables) {
            found = Optional.ofNullable(tables.schedules().get(id));
            found.ifPresent(row -> row.enable(enabled, at, ++revisions));
        }
        tables.tell(JobWatcher::schedulesChanged);
        return found.isPresent();
    }

    @Override
    public List<StoredSchedule> all(String node) {
        synchronized (tables) {
            return tables.schedules().values().stream().map(row -> row.seenBy(node)).toList();
        }
    }

    @Override
    public Fired fire(Fire fire) {
        Fired fired;
        synchronized (tables) {
            fired = firing.decide(fire);
        }
        if (fired instanceof Fired.Enqueued) {
            tables.tell(JobWatcher::ready);
        }
        return fired;
    }

    @Override
    public void alive(String node, Instant at) {
        synchronized (tables) {
            tables.nodes().put(node, at);
        }
    }

    @Override
    public int abandon(Instant before) {
        synchronized (tables) {
            Set<String> gone = new TreeSet<>();
            tables.nodes().forEach((node, seen) -> {
                if (seen.isBefore(before)) {
                    gone.add(node);
                }
            });
            // One whose jobs may still run is remembered, for when they are reclaimed.
            tables.nodes().keySet().removeIf(node -> gone.contains(node) && tables.jobs().values().stream()
                    .noneMatch(row -> row.state() == JobState.RUNNING && node(row).filter(node::equals).isPresent()));
            List<JobRow> abandoned = tables.jobs().values().stream().filter(row -> row.state() == JobState.QUEUED
                    && node(row).filter(gone::contains).isPresent()).toList();
            abandoned.forEach(row -> {
                Instant now = tables.now();
                String node = node(row).orElseThrow();
                String why = "node " + node + ", which it was for, is gone";
                row.run(RunResult.SKIPPED, why, node, now).ifPresent(tables.runs()::add);
                row.discard(now, Optional.of(why));
            });
            return abandoned.size();
        }
    }

    private static Optional<String> node(JobRow row) {
        int at = row.request().queue().lastIndexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(row.request().queue().substring(at + 1));
    }

    private List<ScheduleRow> of(String group) {
        return tables.schedules().values().stream().filter(row -> row.group().equals(group)).toList();
    }

    private void remove(ScheduleRow row) {
        String id = StoredSchedule.id(row.group(), row.contract().name());
        tables.schedules().remove(id);
        tables.fireTimes().removeIf(fire -> fire.schedule().equals(id));
    }
}
