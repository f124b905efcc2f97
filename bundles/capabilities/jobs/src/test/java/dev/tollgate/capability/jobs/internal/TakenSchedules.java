package dev.tollgate.capability.jobs.internal;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.jobs.Schedules;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes every declaration, and says which names it had. */
final class TakenSchedules implements Schedules, Jobs {
    final BlockingQueue<List<String>> declared = new LinkedBlockingQueue<>();
    private volatile List<JobSummary> known = List.of();

    @Override
    public Map<String, String> declare(String group, List<Declaration> declarations) {
        List<String> names = declarations.stream().map(declaration -> declaration.contract().name()).toList();
        known = names.stream().map(name -> new JobSummary(group + "/" + name, name, group, "enabled")).toList();
        declared.add(names);
        return Map.of();
    }

    @Override
    public Optional<String> fault(JobContract contract) {
        return Optional.empty();
    }

    @Override
    public void pause(String group) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void withdraw(String group) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<JobSummary> batchGet(Collection<String> ids, Optional<String> group) {
        return known.stream().filter(job -> ids.contains(job.id()) && group.map(job.group()::equals).orElse(true)).toList();
    }

    @Override
    public List<ScheduleView> schedules() {
        return List.of();
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
