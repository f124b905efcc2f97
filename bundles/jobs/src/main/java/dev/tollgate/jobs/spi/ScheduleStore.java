package dev.tollgate.jobs.spi;

import dev.tollgate.jobs.Schedules.Declaration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps schedules, in the same database as the jobs that they become. As for {@link JobStore}: every method is one
 * transaction, durable when it returns, safe to call from many threads, and fails with {@link dev.tollgate.jobs.JobStoreException}.
 */
@ConsumerType
public interface ScheduleStore {
    /**
     * Replaces a group's schedules. One that stays keeps whether it is enabled and, unless its pattern, zone or scope is another
     * one, its {@code since} and its last fire time. None is paused afterwards. What is the same already is not changed.
     */
    void declare(String group, List<Declaration> declarations, Instant at);

    /** Pauses a group's schedules until they are declared again. */
    void pause(String group);

    /** Removes a group's schedules and their fire times. */
    void withdraw(String group);

    /**
     * Switches a schedule. One that is enabled again begins anew: its {@code since} is {@code at}, for what came while it was
     * disabled was not missed.
     *
     * @return whether there is such a schedule
     */
    boolean enable(String id, boolean enabled, String by, Instant at);

    /** All schedules by id, as this node sees them. */
    List<StoredSchedule> all(String node);

    /**
     * Decides a fire time once, over all nodes: one row per (schedule, fire time, node where it counts per node). Then, in the
     * same transaction, the job is enqueued unless as many of the schedule's jobs are live (per node where it counts per node) as its
     * contract allows.
     */
    Fired fire(Fire fire);

    /** Notes that a node is up. */
    void alive(String node, Instant at);

    /**
     * Discards queued jobs for single nodes (their queue ends with {@code @<node>}) that were not seen since {@code before}, with
     * an entry in the run log, and forgets those nodes; how many jobs.
     */
    int abandon(Instant before);
}
