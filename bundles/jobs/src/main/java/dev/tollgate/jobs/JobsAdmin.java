package dev.tollgate.jobs;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** What an administrator does to jobs; {@code by} names who, for the record. */
@ProviderType
public interface JobsAdmin {
    /**
     * Runs a schedule now, in addition to its fire times. It takes a slot like any other execution.
     *
     * @throws IllegalArgumentException when there is no such schedule
     * @throws IllegalStateException when it is not enabled, or as many executions are live as may; nothing is changed
     */
    JobId runNow(String schedule, String by);

    /**
     * Switches a schedule on or off, a plugin's as well; what runs goes on. It stays so over new versions and restarts.
     *
     * @param status {@link ScheduleStatus#ENABLED} or {@link ScheduleStatus#DISABLED}: paused is the host's to set
     * @throws IllegalArgumentException when there is no such schedule, or for another status
     */
    void setStatus(String schedule, ScheduleStatus status, String by);

    /**
     * Takes a job out of the dead letters and queues it again, with its attempts counted from zero.
     *
     * @param payload what to do to the payload first (a pinned version is renewed this way)
     * @throws IllegalStateException when there is no dead job of that id; nothing is changed
     */
    void replay(JobId id, UnaryOperator<byte[]> payload);

    /**
     * Removes a job from the dead letters; it is kept as {@link JobState#DISCARDED} until retention removes it.
     *
     * @throws IllegalStateException when there is no dead job of that id; nothing is changed
     */
    void discard(JobId id);

    /**
     * Replays every dead letter that matches, in many transactions; those for which the function throws stay.
     *
     * @param dead its state and limit do not count
     */
    Bulk replayAll(JobFilter dead, UnaryOperator<byte[]> payload);

    /** Discards every dead letter that matches, in many transactions; the filter's state and limit do not count. */
    Bulk discardAll(JobFilter dead);

    /** What a bulk action did. @param failure why the first of the failed ones failed */
    record Bulk(int done, int failed, Optional<String> failure) { }

    /** Claims no jobs of a group until it is resumed; what runs goes on, what is enqueued waits. */
    void pause(String queue, String group, String by);

    void resume(String queue, String group, String by);

    /**
     * Closes a group for good: from its return on nothing is taken in and nothing claimed, and what waited is gone. What runs
     * goes on, and its retries are not queued again.
     *
     * @return how many jobs were removed
     */
    int close(String queue, String group, String by);

    /** Opens a group that was closed. */
    void open(String queue, String group);
}
