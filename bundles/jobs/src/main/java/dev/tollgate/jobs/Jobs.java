package dev.tollgate.jobs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Reads jobs. */
@ProviderType
public interface Jobs {
    Optional<JobView> get(JobId id);

    /** The jobs that exist among these, in no particular order; at most {@link JobFilter#MOST} ids. */
    List<JobView> batchGet(Collection<JobId> ids);

    List<JobView> list(JobFilter filter);

    /** How many jobs stand in each state; every state has an entry. */
    Map<JobState, Long> counts();

    /** How many jobs of a group wait in this queue, delayed ones included; counting ends at {@code most}. */
    int queued(String queue, String group, int most);
}
