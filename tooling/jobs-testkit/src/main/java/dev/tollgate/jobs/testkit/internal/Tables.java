package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.JobWatcher;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is kept. Whoever reads or changes it holds its monitor, for a whole transaction; watchers are told without it. */
final class Tables {
    record Group(String queue, String name) { }

    /** A fire time that was decided; {@code node} is empty where it is one for all nodes. */
    record FireTime(String schedule, Instant at, String node) { }

    private final Clock clock;
    private final Map<JobId, JobRow> jobs = new LinkedHashMap<>();
    private final Map<Group, GroupState> groups = new HashMap<>();
    private final List<RunView> runs = new ArrayList<>();
    private final TreeMap<String, ScheduleRow> schedules = new TreeMap<>();
    private final Set<FireTime> fireTimes = new HashSet<>();
    private final TreeMap<String, Instant> nodes = new TreeMap<>();
    private final List<JobWatcher> watchers = new CopyOnWriteArrayList<>();

    Tables(Clock clock) {
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** In the order in which they came. */
    Map<JobId, JobRow> jobs() {
        return jobs;
    }

    Stream<JobRow> jobs(Collection<JobId> ids) {
        return ids.stream().distinct().filter(jobs::containsKey).map(jobs::get);
    }

    GroupState group(String queue, String name) {
        return groups.getOrDefault(new Group(queue, name), GroupState.OPEN);
    }

    boolean closed(JobRow row) {
        return group(row.request().queue(), row.request().group()) == GroupState.CLOSED;
    }

    void group(String queue, String name, GroupState state) {
        groups.put(new Group(queue, name), state);
    }

    /** The oldest first. */
    List<RunView> runs() {
        return runs;
    }

    TreeMap<String, ScheduleRow> schedules() {
        return schedules;
    }

    Set<FireTime> fireTimes() {
        return fireTimes;
    }

    /** When each node was seen last. */
    TreeMap<String, Instant> nodes() {
        return nodes;
    }

    AutoCloseable watch(JobWatcher watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    void tell(Consumer<JobWatcher> news) {
        watchers.forEach(news);
    }
}
