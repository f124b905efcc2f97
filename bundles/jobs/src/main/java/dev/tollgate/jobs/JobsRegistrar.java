package dev.tollgate.jobs;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Declares jobs with schedules that run in Java. A bundle registers one as an OSGi service; its jobs are the bundle's, by its
 * symbolic name. They are asked for when the service comes and when its properties change. One that cannot be taken is
 * reported in the log and hurts no other. A node on which the service is away neither fires nor runs them.
 */
@ConsumerType
public interface JobsRegistrar {
    List<JobContract> jobs();

    /**
     * Runs one of them, like {@link JobHandler#run}.
     *
     * @param handler the contract's
     * @throws Exception counts as {@link JobResult.Failed} with its message
     */
    JobResult run(String handler, JobExecution execution, Lease lease) throws Exception;
}
