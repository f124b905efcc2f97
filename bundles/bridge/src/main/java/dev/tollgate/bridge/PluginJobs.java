package dev.tollgate.bridge;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobsAdmin.Bulk;
import org.osgi.annotation.versioning.ProviderType;

/** What an administrator does with plugin jobs; {@code by} names who, in the audit. */
@ProviderType
public interface PluginJobs {
    /**
     * Enqueues a job for an active plugin on behalf of an administrator: no rate applies.
     *
     * @throws dev.tollgate.lifecycle.PluginException when the plugin is not active or being removed, declares no such job type, or
     *                                                takes no body of that size
     */
    JobId enqueue(String slug, String type, byte[] body, String by);

    /**
     * Takes a job out of the dead letters and queues it for the version of its plugin that is current now.
     *
     * @throws IllegalStateException when there is no dead job of that id
     * @throws dev.tollgate.lifecycle.PluginException when its plugin is no longer installed
     */
    void replay(JobId id, String by);

    /** Does so with all that match, in many transactions; those whose plugin is no longer installed stay, and count as failed. */
    Bulk replayAll(DeadJobs dead, String by);

    /** Takes all that match out of the dead letters for good, in many transactions. */
    Bulk discardAll(DeadJobs dead, String by);
}
