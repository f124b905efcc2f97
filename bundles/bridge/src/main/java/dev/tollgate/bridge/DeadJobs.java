package dev.tollgate.bridge;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import java.util.Optional;

/**
 * Which dead letters of plugins: all that match every part that is given.
 *
 * @param type   the plugin's own name for this kind of job, which says nothing without the plugin
 * @param reason a text that the reason contains, upper and lower case told apart
 */
public record DeadJobs(Optional<String> slug, Optional<String> type, Optional<String> reason) {
    public static final DeadJobs ALL = new DeadJobs(Optional.empty(), Optional.empty(), Optional.empty());

    public DeadJobs {
        if (type.isPresent() && slug.isEmpty()) {
            throw new IllegalArgumentException("a job type is one plugin's: say which plugin");
        }
    }

    public DeadJobs of(String plugin) {
        return new DeadJobs(Optional.of(plugin), type, reason);
    }

    public DeadJobs type(String wanted) {
        return new DeadJobs(slug, Optional.of(wanted), reason);
    }

    public DeadJobs because(String part) {
        return new DeadJobs(slug, type, Optional.of(part));
    }

    /** The same for the job engine. */
    public JobFilter filter() {
        return new JobFilter(Optional.of(JobState.DEAD), Optional.of(PluginQueue.QUEUE), slug,
                type.map(wanted -> PluginTaskPayload.jobType(slug.orElseThrow(), wanted)), reason, Optional.empty(), JobFilter.MOST);
    }
}
