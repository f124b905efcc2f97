package dev.tollgate.jobs;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Reads jobs, declared ones and enqueued ones, and what became of them. */
@ProviderType
public interface Jobs {
    /**
     * Those of these ids that exist, in no particular order. An id that nothing has, that is malformed, or that is of another
     * group is simply not there.
     *
     * @param ids   of schedules and of enqueued jobs, at most {@link JobFilter#MOST}
     * @param group empty to see every group
     */
    List<JobSummary> batchGet(Collection<String> ids, Optional<String> group);

    Optional<JobView> get(JobId id);

    List<JobView> list(JobFilter filter);

    /** How many jobs stand in each state; every state has an entry. */
    Map<JobState, Long> counts();

    /** How many jobs of a group wait in this queue, delayed ones included; counting ends at {@code most}. */
    int queued(String queue, String group, int most);

    /** All schedules, by id. */
    List<ScheduleView> schedules();

    Optional<ScheduleView> schedule(String id);

    /**
     * The next fire times of a schedule, as if it were enabled; fewer where the pattern ends.
     *
     * @param most 1 to 100
     * @throws IllegalArgumentException when there is no such schedule
     */
    List<Instant> nextRuns(String id, int most);

    List<RunView> runs(RunFilter filter);
}
