package dev.tollgate.jobs;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs the jobs of one queue. Registered as an OSGi service with the property {@value #QUEUE}; while no handler is
 * registered for a queue, its jobs wait and are never claimed.
 */
@ConsumerType
public interface JobHandler {
    /** Service property: the name of the queue. */
    String QUEUE = "tollgate.job.queue";

    /** Service property, a whole number: how many jobs of one group may run at a time on this node; 2 where absent. */
    String PER_GROUP = "tollgate.job.per.group";

    /**
     * Runs one execution. Called on a worker thread, for several jobs at a time. An exception counts as
     * {@link JobResult.Failed} with its message. The thread is interrupted when the host stops and the drain bound is
     * over; the job is queued again then, and what the handler answers no longer counts.
     */
    JobResult run(JobExecution execution);
}
