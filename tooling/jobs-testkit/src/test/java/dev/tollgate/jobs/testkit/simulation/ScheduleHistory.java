package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What schedules became, compared with what they may become. */
final class ScheduleHistory {
    private record FireTime(String schedule, Instant at, Optional<String> node) { }

    private static final class Facts {
        JobContract contract;
        boolean enabled = true;
        boolean paused;
    }

    private final Violations violations;
    private final History history;
    private final Map<String, Facts> schedules = new HashMap<>();
    private final Set<FireTime> fired = new HashSet<>();
    private final Map<String, Instant> alive = new TreeMap<>();

    ScheduleHistory(Violations violations, History history) {
        this.violations = violations;
        this.history = history;
    }

    void declared(String group, List<Declaration> declarations) {
        Set<String> ids = new HashSet<>();
        for (Declaration declaration : declarations) {
            String id = StoredSchedule.id(group, declaration.contract().name());
            ids.add(id);
            Facts facts = schedules.computeIfAbsent(id, any -> new Facts());
            facts.contract = declaration.contract();
            facts.paused = false;
        }
        schedules.keySet().removeIf(id -> id.startsWith(group + "/") && !ids.contains(id));
    }

    void paused(String group) {
        schedules.forEach((id, facts) -> facts.paused |= id.startsWith(group + "/"));
    }

    void enabled(String id, boolean enabled) {
        schedules.computeIfPresent(id, (any, facts) -> {
            facts.enabled = enabled;
            return facts;
        });
    }

    void decided(Fire fire, Fired answer, Instant now) {
        if (!(answer instanceof Fired.Enqueued)) {
            return;
        }
        Facts facts = schedules.get(fire.schedule());
        violations.unless(facts != null && facts.enabled && !facts.paused, "%s fired and should not fire", fire.schedule());
        fire.fireAt().ifPresent(at -> {
            violations.unless(fired.add(new FireTime(fire.schedule(), at, fire.node())), "%s fired twice for %s", fire.schedule(), at);
            violations.unless(!at.isAfter(now), "%s fired at %s for %s", fire.schedule(), now, at);
        });
        long live = history.all().stream().filter(job -> job.live() && of(job, fire)).count();
        violations.unless(facts == null || live < facts.contract.maxConcurrent(), "%s fired beside %d live executions", fire.schedule(), live);
        history.inserted(fire.job(), new Enqueued.Accepted(fire.job().id()));
    }

    void alive(String node, Instant at) {
        alive.put(node, at);
    }

    void abandoned(Instant before, int count) {
        List<String> gone = alive.keySet().stream().filter(node -> alive.get(node).isBefore(before)).toList();
        List<JobFacts> waiting = history.all().stream()
                .filter(facts -> facts.queued() && gone.stream().anyMatch(node -> isFor(facts, node))).toList();
        violations.unless(waiting.size() == count, "%d jobs were abandoned and these had to be: %s", count, waiting);
        waiting.forEach(facts -> facts.state = JobState.DISCARDED);
        alive.keySet().removeIf(node -> gone.contains(node)
                && history.all().stream().noneMatch(facts -> facts.state == JobState.RUNNING && isFor(facts, node)));
    }

    private static boolean of(JobFacts job, Fire fire) {
        return job.request().terms().origin().flatMap(origin -> origin.schedule()).equals(Optional.of(fire.schedule()))
                && (fire.node().isEmpty() || job.request().queue().equals(fire.job().request().queue()));
    }

    private static boolean isFor(JobFacts facts, String node) {
        return facts.request().queue().endsWith("@" + node);
    }
}
