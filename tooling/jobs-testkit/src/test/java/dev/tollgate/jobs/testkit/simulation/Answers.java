package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.spi.Transition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What handlers answered, and so what may be written of their executions. */
final class Answers {
    private static final int LOST_WORKERS = 3;

    private record Key(JobId id, long token) { }

    private final Violations violations;
    private final Map<Key, Set<Class<? extends Transition>>> allowed = new HashMap<>();

    Answers(Violations violations) {
        this.violations = violations;
    }

    /** @param interrupted it was told to end: it took too long, lost its lease or was given back, which counts more than what it answers */
    void gave(JobExecution execution, JobResult result, boolean interrupted) {
        Class<? extends Transition> failure = execution.attempt() <= execution.maxRetry() ? Transition.Retry.class : Transition.Bury.class;
        Set<Class<? extends Transition>> may;
        if (interrupted) {
            may = result instanceof JobResult.Done ? Set.of(failure, Transition.Release.class, Transition.Complete.class)
                    : Set.of(failure, Transition.Release.class);
        } else if (result instanceof JobResult.Done) {
            may = Set.of(Transition.Complete.class);
        } else if (result instanceof JobResult.HeldBack) {
            may = Set.of(Transition.Release.class);
        } else if (result instanceof JobResult.SkipRetry) {
            may = Set.of(Transition.Bury.class);
        } else {
            may = Set.of(failure);
        }
        allowed.put(new Key(execution.id(), execution.token()), may);
    }

    /** A worker that was written for. @param facts before it is applied */
    void check(Transition transition, JobFacts facts) {
        Set<Class<? extends Transition>> may = allowed.get(new Key(transition.id(), transition.token()));
        if (may == null) {
            boolean lost = transition instanceof Transition.Bury
                    && facts.attempts > facts.request().terms().maxRetry() + 1 + LOST_WORKERS;
            violations.unless(lost || transition instanceof Transition.Release, "%s was written of what nobody answered: %s",
                    transition.getClass().getSimpleName(), facts);
        } else {
            violations.unless(may.contains(transition.getClass()), "%s was written and its answer allows %s: %s",
                    transition.getClass().getSimpleName(), may, facts);
        }
    }
}
