package dev.tollgate.jobs;

/** What became of an enqueue. An {@link Accepted} job is on disk: it survives the end of the process. */
public sealed interface Enqueued {
    /** The new job, or for a {@link Repeated} or {@link Duplicate} one the job that was there before. */
    JobId id();

    record Accepted(JobId id) implements Enqueued { }

    /** The idempotency key was seen before: nothing was added, and the first job's id is the answer. */
    record Repeated(JobId id) implements Enqueued { }

    /** An equal job is live within its uniqueness window: nothing was added. */
    record Duplicate(JobId id) implements Enqueued { }
}
