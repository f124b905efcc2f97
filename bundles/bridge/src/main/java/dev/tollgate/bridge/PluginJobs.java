package dev.tollgate.bridge;

import dev.tollgate.jobs.JobId;
import org.osgi.annotation.versioning.ProviderType;

/** What an administrator does with plugin jobs. */
@ProviderType
public interface PluginJobs {
    /**
     * Enqueues a job for an active plugin on behalf of an administrator: no rate applies.
     *
     * @throws dev.tollgate.lifecycle.PluginException when the plugin is not active or declares no such job type
     */
    JobId enqueue(String slug, String type, byte[] body, String by);

    /**
     * Takes a job out of the dead letters and queues it for the version of its plugin that is current now.
     *
     * @throws IllegalStateException when there is no dead job of that id
     * @throws dev.tollgate.lifecycle.PluginException when its plugin is no longer installed
     */
    void replay(JobId id);
}
