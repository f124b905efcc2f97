package dev.tollgate.jobs;

import java.util.OptionalInt;
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
     * {@link JobResult.Failed} with its message. The thread is interrupted when the execution's timeout is over (it is a
     * {@link JobResult.Failed} then, whatever is answered), when its lease is lost, and when the host stops and the drain
     * bound is over; in the last two cases what the handler answers no longer counts.
     */
    JobResult run(JobExecution execution, Lease lease);

    /** How many jobs of this group may run at a time on this node, where that differs from {@link #PER_GROUP}; asked at each claim. */
    default OptionalInt perGroup(String group) {
        return OptionalInt.empty();
    }
}
