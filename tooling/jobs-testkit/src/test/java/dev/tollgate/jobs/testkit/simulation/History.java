package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that a store was asked and answered, compared with what it must answer. A lease counts by the store's clock, an
 * effect by its token.
 */
final class History {
    private record Group(String queue, String name) { }

    private final Violations violations;
    private final Map<JobId, JobFacts> jobs = new LinkedHashMap<>();
    private final Map<Group, GroupState> groups = new HashMap<>();
    private final Conditions conditions;
    private final Fairness fairness;
    private final Answers answers;

    History(Violations violations, Answers answers) {
        this.violations = violations;
        this.answers = answers;
        this.conditions = new Conditions(violations, this);
        this.fairness = new Fairness(violations, this);
    }

    Collection<JobFacts> all() {
        return jobs.values();
    }

    JobFacts of(JobId id) {
        return jobs.get(id);
    }

    GroupState group(String queue, String name) {
        return groups.getOrDefault(new Group(queue, name), GroupState.OPEN);
    }

    void inserted(List<NewJob> asked, List<Enqueued> answers) {
        for (int each = 0; each < asked.size(); each++) {
            inserted(asked.get(each), answers.get(each));
        }
    }

    void inserted(NewJob job, Enqueued answer) {
        conditions.check(job, answer);
        if (answer instanceof Enqueued.Accepted accepted) {
            jobs.put(accepted.id(), new JobFacts(job));
        }
    }

    void claimed(Claim claim, List<JobExecution> executions) {
        fairness.check(claim, executions);
        for (JobExecution execution : executions) {
            JobFacts facts = jobs.get(execution.id());
            violations.unless(facts.queued(), "claimed while it is not queued: %s", facts);
            violations.unless(!facts.runAt.isAfter(claim.now()), "claimed before it is due at %s: %s", facts.runAt, facts);
            violations.unless(group(claim.queue(), execution.group()) == GroupState.OPEN, "claimed of a group not open: %s", facts);
            violations.unless(execution.token() > facts.token, "claimed under the old token %d: %s", execution.token(), facts);
            facts.claimed(execution, claim.worker());
            violations.unless(execution.attempt() == facts.attempts, "claimed as attempt %d: %s", execution.attempt(), facts);
        }
    }

    void wrote(String worker, Collection<Transition> transitions, Set<JobId> written) {
        for (Transition transition : transitions) {
            JobFacts facts = jobs.get(transition.id());
            boolean held = facts.heldBy(worker, transition.token());
            violations.unless(held == written.contains(transition.id()), "%s under token %d by %s was %s: %s",
                    transition.getClass().getSimpleName(), transition.token(), worker, held ? "not written" : "written unfenced", facts);
            if (held) {
                answers.check(transition, facts);
                facts.written(transition, closed(facts));
            }
        }
    }

    void extended(String worker, Map<JobId, Long> tokens, Set<JobId> kept, Instant until) {
        tokens.forEach((id, token) -> {
            JobFacts facts = jobs.get(id);
            boolean held = facts.heldBy(worker, token);
            violations.unless(held == kept.contains(id), "a lease under token %d by %s was %s: %s", token, worker,
                    held ? "not extended" : "extended", facts);
            if (held) {
                facts.leaseUntil = until;
            }
        });
    }

    void reclaimed(Instant now, int count) {
        List<JobFacts> lost = jobs.values().stream()
                .filter(facts -> !facts.removed && facts.state == JobState.RUNNING && facts.leaseUntil.isBefore(now)).toList();
        violations.unless(lost.size() == count, "%d jobs were reclaimed at %s and these had to be: %s", count, now, lost);
        lost.forEach(facts -> facts.again(facts.runAt, closed(facts)));
    }

    void replayed(Set<JobId> replayed, Instant runAt, Instant now) {
        for (JobId id : replayed) {
            JobFacts facts = jobs.get(id);
            violations.unless(facts.state == JobState.DEAD, "replayed and not dead: %s", facts);
            facts.keepsUnique &= facts.request().admission().unique().map(unique -> jobs.values().stream()
                    .noneMatch(other -> other != facts && other.excludes(facts.request().group(), unique.key(), now))).orElse(true);
            facts.state = JobState.QUEUED;
            facts.attempts = 0;
            facts.runAt = runAt;
        }
    }

    void discarded(Set<JobId> discarded) {
        for (JobId id : discarded) {
            JobFacts facts = jobs.get(id);
            violations.unless(facts.state == JobState.DEAD, "discarded and not dead: %s", facts);
            facts.state = JobState.DISCARDED;
        }
    }

    void set(String queue, String group, GroupState state, int removed) {
        groups.put(new Group(queue, group), state);
        List<JobFacts> waiting = jobs.values().stream()
                .filter(facts -> state == GroupState.CLOSED && facts.queued() && facts.is(queue, group)).toList();
        violations.unless(waiting.size() == removed, "%d jobs were removed and these had to be: %s", removed, waiting);
        waiting.forEach(facts -> facts.removed = true);
    }

    private boolean closed(JobFacts facts) {
        return group(facts.request().queue(), facts.request().group()) == GroupState.CLOSED;
    }
}
