package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleView;
import java.time.Instant;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.spi.JobStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads what the store holds. */
@Component
public final class StoredJobs implements Jobs {
    private final JobStore store;

    @Activate
    public StoredJobs(@Reference JobStore store) {
        this.store = store;
    }

    @Override
    public Optional<JobView> get(JobId id) {
        return store.get(List.of(id)).stream().findFirst();
    }

    @Override
    public List<JobSummary> batchGet(Collection<String> ids, Optional<String> group) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ScheduleView> schedules() {
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
}
