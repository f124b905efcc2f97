package dev.tollgate.jobs;

import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** What an administrator does to jobs. */
@ProviderType
public interface JobsAdmin {
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
}
