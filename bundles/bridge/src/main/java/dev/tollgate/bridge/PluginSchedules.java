package dev.tollgate.bridge;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobSummary;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The schedules of plugins: those of their manifests and those that they register. They fire while the plugin is active, and
 * each fire time is a job in {@link PluginQueue#QUEUE} for the very version that is active then.
 */
@ProviderType
public interface PluginSchedules {
    /** How many schedules a plugin has at most, those of its manifest included. */
    int MOST = 100;

    /** How many jobs can be asked for at a time. */
    int MOST_IDS = JobFilter.MOST;

    /**
     * Registers a schedule of a plugin, in its discovery call and on the thread of that. It is declared when the call has
     * completed, with all others of it, or never.
     *
     * @return the schedule's id, see {@link dev.tollgate.jobs.ScheduleView#id()}
     * @throws GateException {@code EPERM} this thread is in no discovery call of the plugin, {@code EINVAL} the module exports no
     *                       such handler, or the pattern cannot be read, {@code ECONFLICT} the plugin has a schedule of that name, {@code EQUOTA} it has as many as
     *                       it may
     */
    String register(PluginId plugin, JobContract contract) throws GateException;

    /**
     * Those of these schedules and enqueued jobs that are the plugin's, in the order of the ids, with job types as the plugin
     * knows them; another plugin's is not there.
     *
     * @param ids at most {@link #MOST_IDS}
     * @throws GateException {@code ETOOBIG} there are more, {@code EINTERNAL} they cannot be read now
     */
    List<JobSummary> jobs(PluginId plugin, Collection<String> ids) throws GateException;

    /** How it stands with the schedules of a plugin on this node; {@link ScheduleReport#NONE} where it is not active. */
    ScheduleReport report(String slug);

    /** Removes the schedules of a plugin that is being removed, for all nodes. */
    void withdraw(String slug);
}
