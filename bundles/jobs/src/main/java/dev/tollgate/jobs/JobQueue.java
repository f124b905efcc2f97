package dev.tollgate.jobs;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Takes jobs in. */
@ProviderType
public interface JobQueue {
    /**
     * Returns when the job is durable.
     *
     * @throws JobStoreException when the store could not take it; then nothing was added
     */
    Enqueued enqueue(JobRequest request);

    /** The same for many at once, in one transaction; answers stand in the order of the requests. */
    List<Enqueued> enqueue(List<JobRequest> requests);
}
