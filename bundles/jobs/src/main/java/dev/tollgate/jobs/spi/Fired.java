package dev.tollgate.jobs.spi;

import dev.tollgate.jobs.JobId;

/** What became of a {@link Fire}. */
public sealed interface Fired {
    /** The job is enqueued. */
    record Enqueued(JobId id) implements Fired { }

    /** The fire time counts as decided and the run log says why nothing was enqueued; an administrator's run is only refused. */
    record Skipped(String reason) implements Fired { }

    /** The fire time was decided before, here or on another node. */
    record Taken() implements Fired { }

    /** The schedule is not there any more, does not fire, or is another revision. Nothing was changed. */
    record Stale() implements Fired { }
}
