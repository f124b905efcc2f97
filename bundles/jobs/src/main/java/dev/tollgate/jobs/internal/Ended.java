package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Transition;
import java.util.Optional;

/** What is to be written of an execution: what it did to its job, and its entry in the run log. */
record Ended(Transition transition, Optional<RunView> run) {
    static Ended unlogged(Transition transition) {
        return new Ended(transition, Optional.empty());
    }
}
