package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Transition;
import java.util.Optional;

/** What is to be written of an execution: what it did to its job, and its entry in the run log. */
record Ended(JobExecution execution, Transition transition, Optional<RunView> run) {
    static Ended unlogged(JobExecution execution, Transition transition) {
        return new Ended(execution, transition, Optional.empty());
    }

    /** Whether there may be more to claim once it is written: this job again, or the next one with its exclusive key. */
    boolean makesRoom() {
        return transition instanceof Transition.Retry || transition instanceof Transition.Release
                || execution.terms().exclusive().isPresent();
    }
}
