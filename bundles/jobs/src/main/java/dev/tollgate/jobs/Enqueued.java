package dev.tollgate.jobs;

/** What became of an enqueue. An {@link Accepted} job is on disk: it survives the end of the process. */
public sealed interface Enqueued {
    /** There is a job: the new one, or the one that was there before. */
    sealed interface Present extends Enqueued {
        JobId id();
    }

    record Accepted(JobId id) implements Present { }

    /** The idempotency key was seen before: nothing was added, and the first job's id is the answer. */
    record Repeated(JobId id) implements Present { }

    /** An equal job is live within its uniqueness window: nothing was added. */
    record Duplicate(JobId id) implements Present { }

    /** Nothing was added. */
    record Refused(Refusal reason) implements Enqueued { }

    /** Why nothing was added. */
    enum Refusal {
        /** The group enqueued as much as it may in a minute. */
        RATE,
        /** As many jobs of the group wait as may. */
        DEPTH,
        /** The group is closed, see {@link JobsAdmin#close}: what it is of is being removed. */
        CLOSED
    }
}
