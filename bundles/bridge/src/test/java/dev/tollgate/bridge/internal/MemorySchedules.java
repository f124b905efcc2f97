package dev.tollgate.bridge.internal;

import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.jobs.Schedules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The schedules of one store, which may be several nodes'. A pattern that contains {@code bad} is one. */
final class MemorySchedules implements Schedules, Jobs {
    final Map<String, List<Declaration>> declared = new TreeMap<>();
    final Set<String> paused = new HashSet<>();
    /** What was called, such as {@code declare probe [nightly]}. */
    final List<String> calls = new ArrayList<>();
    boolean broken;

    @Override
    public Map<String, String> declare(String group, List<Declaration> declarations) {
        check();
        Map<String, String> refused = new LinkedHashMap<>();
        declarations.forEach(declaration -> fault(declaration.contract()).ifPresent(fault -> refused.put(declaration.contract().name(), fault)));
        List<Declaration> taken = declarations.stream().filter(declaration -> !refused.containsKey(declaration.contract().name())).toList();
        declared.put(group, taken);
        paused.remove(group);
        calls.add("declare " + group + " " + names(group));
        return refused;
    }

    @Override
    public Optional<String> fault(JobContract contract) {
        return contract.pattern().contains("bad") ? Optional.of("no pattern") : Optional.empty();
    }

    @Override
    public void pause(String group) {
        check();
        paused.add(group);
        calls.add("pause " + group);
    }

    @Override
    public void withdraw(String group) {
        check();
        declared.remove(group);
        paused.remove(group);
        calls.add("withdraw " + group);
    }

    List<String> names(String group) {
        return declared.getOrDefault(group, List.of()).stream().map(declaration -> declaration.contract().name()).toList();
    }

    Declaration of(String group, String name) {
        return declared.get(group).stream().filter(declaration -> declaration.contract().name().equals(name)).findFirst().orElseThrow();
    }

    PluginTaskPayload payload(String group, String name) {
        return PluginTaskPayload.decode(of(group, name).payload());
    }

    @Override
    public List<ScheduleView> schedules() {
        check();
        return declared.entrySet().stream().flatMap(group -> group.getValue().stream()
                .map(declaration -> view(group.getKey(), declaration))).toList();
    }

    private ScheduleView view(String group, Declaration declaration) {
        return new ScheduleView(group + "/" + declaration.contract().name(), group, declaration.contract(),
                paused.contains(group) ? ScheduleStatus.PAUSED_BY_PLUGIN : ScheduleStatus.ENABLED, true, Optional.empty(), Optional.empty());
    }

    @Override
    public List<JobSummary> batchGet(Collection<String> ids, Optional<String> group) {
        List<JobSummary> found = new ArrayList<>(schedules().stream().filter(schedule -> ids.contains(schedule.id()))
                .filter(schedule -> group.map(schedule.group()::equals).orElse(true))
                .map(schedule -> new JobSummary(schedule.id(), schedule.contract().name(), schedule.group(), "enabled")).toList());
        Collections.reverse(found);
        return found;
    }

    private void check() {
        if (broken) {
            throw new JobStoreException("the store is away", null);
        }
    }

    @Override
    public Optional<JobView> get(JobId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<JobView> list(JobFilter filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<JobState, Long> counts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int queued(String queue, String group, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ScheduleView> schedule(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Instant> nextRuns(String id, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        throw new UnsupportedOperationException();
    }
}
