package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.GroupState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether every ready group with room gets its turn. Exclusive jobs are left out: whether one may be claimed is not known from
 * what was asked and answered.
 */
final class Fairness {
    private record Group(String queue, String name) { }

    private final Violations violations;
    private final History history;
    private final Map<Group, Integer> passedOver = new HashMap<>();

    Fairness(Violations violations, History history) {
        this.violations = violations;
        this.history = history;
    }

    /** Called before the claim is taken down. */
    void check(Claim claim, List<JobExecution> executions) {
        Map<String, Long> got = executions.stream().collect(Collectors.groupingBy(JobExecution::group, Collectors.counting()));
        Map<String, Long> ready = history.all().stream().filter(facts -> ready(facts, claim))
                .collect(Collectors.groupingBy(facts -> facts.request().group(), Collectors.counting()));
        long groups = history.all().stream().map(facts -> facts.request().group()).distinct().count();
        got.forEach((group, count) -> violations.unless(count <= claim.room().applyAsInt(group),
                "%s got %d jobs of %s at once and has room for %d", claim.worker(), count, group, claim.room().applyAsInt(group)));
        ready.forEach((group, count) -> {
            int room = claim.room().applyAsInt(group);
            long mine = got.getOrDefault(group, 0L);
            violations.unless(executions.size() == claim.most() || mine >= Math.min(room, count),
                    "%s wanted %d jobs, got %d, and %s had %d ready with room for %d", claim.worker(), claim.most(), executions.size(),
                    group, count, room);
            int passes = mine > 0 || room == 0 ? 0 : passedOver.getOrDefault(new Group(claim.queue(), group), 0) + 1;
            passedOver.put(new Group(claim.queue(), group), passes);
            violations.unless(passes <= groups, "%s was ready with room and passed over %d times", group, passes);
        });
        List<String> turns = executions.stream().map(JobExecution::group).toList();
        ready.keySet().stream().filter(group -> !got.containsKey(group) && claim.room().applyAsInt(group) > 0).forEach(group ->
                violations.unless(turns.stream().distinct().count() == turns.size(), "a group got its second job before %s its first: %s",
                        group, turns));
    }

    private boolean ready(JobFacts facts, Claim claim) {
        return facts.queued() && facts.request().queue().equals(claim.queue()) && !facts.runAt.isAfter(claim.now())
                && facts.request().terms().exclusive().isEmpty()
                && history.group(claim.queue(), facts.request().group()) == GroupState.OPEN;
    }
}
