package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Backlogs;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.jobs.internal.schedule.ChosenSchedules;
import dev.tollgate.jobs.internal.schedule.Reckoner;
import dev.tollgate.jobs.internal.schedule.ScheduleReader;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads what the store holds. */
@Component(service = {Jobs.class, Backlogs.class}, configurationPid = EngineSettings.PID)
public final class StoredJobs implements Jobs, Backlogs {
    private final JobStore store;
    private final ScheduleReader schedules;
    private final Instant up;

    @Activate
    public StoredJobs(@Reference(name = EngineSettings.STORE, target = EngineSettings.OWN_STORE) JobStore store,
            @Reference ChosenSchedules schedules, @Reference Reckoner reckoner, @Reference NodeName node) {
        this(store, new ScheduleReader(schedules.store(), node.value(), reckoner, store.clock()));
    }

    private StoredJobs(JobStore store, ScheduleReader schedules) {
        this.store = store;
        this.schedules = schedules;
        this.up = store.clock().instant();
    }

    /** No constructor: the component runtime takes one of as many arguments for the component's own. */
    public static StoredJobs of(JobStore store, ScheduleStore schedules, Reckoner reckoner, String node) {
        return new StoredJobs(store, new ScheduleReader(schedules, node, reckoner, store.clock()));
    }

    @Override
    public List<JobSummary> batchGet(Collection<String> ids, Optional<String> group) {
        if (ids.size() > JobFilter.MOST) {
            throw new IllegalArgumentException("at most " + JobFilter.MOST + " jobs are read at a time, not " + ids.size());
        }
        Set<String> wanted = Set.copyOf(ids);
        List<JobId> jobs = wanted.stream().flatMap(id -> id(id).stream()).toList();
        Stream<JobSummary> enqueued = jobs.isEmpty() ? Stream.empty() : store.get(jobs).stream().map(job ->
                new JobSummary(job.id().value(), job.type(), job.group(), job.state().name().toLowerCase(Locale.ROOT)));
        Stream<JobSummary> declared = jobs.size() == wanted.size() ? Stream.empty() : schedules.summaries(wanted);
        return Stream.concat(declared, enqueued).filter(job -> group.isEmpty() || group.get().equals(job.group())).toList();
    }

    @Override
    public Optional<JobView> get(JobId id) {
        return store.get(List.of(id)).stream().findFirst();
    }

    @Override
    public List<Backlog> backlog() {
        Map<String, Backlog> queues = new TreeMap<>();
        for (Backlog waiting : store.backlog(store.clock().instant())) {
            String queue = OneNodesQueue.forAll(waiting.queue());
            if (queue.equals(waiting.queue()) || waiting.queue().equals(OneNodesQueue.of(queue, schedules.node()))) {
                queues.merge(queue, new Backlog(queue, waiting.due(), waiting.oldest()), Backlog::plus);
            }
        }
        return List.copyOf(queues.values());
    }

    @Override
    public List<ScheduleView> late(Duration by) {
        return schedules.late(by, up);
    }

    @Override
    public List<ScheduleView> schedules() {
        return schedules.all();
    }

    @Override
    public Optional<ScheduleView> schedule(String id) {
        return schedules.view(id);
    }

    @Override
    public List<Instant> nextRuns(String id, int most) {
        return schedules.next(id, most);
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        return store.runs(filter);
    }

    @Override
    public List<JobView> list(JobFilter filter) {
        return store.list(filter);
    }

    @Override
    public Map<JobState, Long> counts() {
        return store.counts();
    }

    @Override
    public int queued(String queue, String group, int most) {
        return store.queued(queue, group, most);
    }

    private static Optional<JobId> id(String text) {
        try {
            return Optional.of(new JobId(text));
        } catch (IllegalArgumentException noJob) {
            return Optional.empty();
        }
    }
}
