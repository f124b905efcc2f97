package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What runs at this moment, on all nodes, a node that stands still included: what it began may go on. */
final class Overlaps {
    record Run(String node, JobExecution execution, Lease lease) { }

    private static final char FOR_ONE_NODE = '@';

    private final Violations violations;
    private final History history;
    private final int perGroup;
    private final List<Run> running = new ArrayList<>();

    Overlaps(Violations violations, History history, int perGroup) {
        this.violations = violations;
        this.history = history;
        this.perGroup = perGroup;
    }

    Run began(String node, JobExecution execution, Lease lease) {
        Run run = new Run(node, execution, lease);
        JobFacts facts = history.of(execution.id());
        int most = facts.request().terms().maxRetry() + 1 + 3;
        violations.unless(execution.attempt() <= most, "began as attempt %d: %s", execution.attempt(), facts);
        Optional<String> key = facts.request().terms().exclusive();
        for (Run other : running) {
            boolean both = other.execution().id().equals(execution.id()) && other.lease().held() && lease.held();
            violations.unless(!both, "%s and %s both hold a live lease: %s", node, other.node(), facts);
            Optional<String> others = history.of(other.execution().id()).request().terms().exclusive();
            violations.unless(key.isEmpty() || !key.equals(others), "%s began on %s beside token %d on %s: %s", key.orElse(""), node,
                    other.execution().token(), other.node(), facts);
        }
        long busy = running.stream().filter(other -> other.node().equals(node)
                && other.execution().group().equals(execution.group()) && forAll(other).equals(forAll(run))).count();
        violations.unless(busy < perGroup, "%s runs %d jobs beside one with room for %d: %s", node, busy, perGroup, facts);
        running.add(run);
        return run;
    }

    void ended(Run run) {
        running.remove(run);
    }

    void crashed(String node) {
        running.removeIf(run -> run.node().equals(node));
    }

    private static String forAll(Run run) {
        String queue = run.execution().queue();
        int at = queue.indexOf(FOR_ONE_NODE);
        return at < 0 ? queue : queue.substring(0, at);
    }
}
