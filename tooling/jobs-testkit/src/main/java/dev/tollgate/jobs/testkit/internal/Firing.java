package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Origin.Trigger;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides fire times, each of them once. */
final class Firing {
    private final Tables tables;
    private final Intake intake;

    Firing(Tables tables, Intake intake) {
        this.tables = tables;
        this.intake = intake;
    }

    Fired decide(Fire fire) {
        ScheduleRow schedule = tables.schedules().get(fire.schedule());
        if (schedule == null || !schedule.seenBy("").fires() || schedule.seenBy("").revision() != fire.revision()) {
            return new Fired.Stale();
        }
        String node = schedule.perNode() ? fire.node().orElse("") : "";
        Optional<Tables.FireTime> time = fire.fireAt().map(at -> new Tables.FireTime(fire.schedule(), at, node));
        if (time.filter(tables.fireTimes()::contains).isPresent()) {
            return new Fired.Taken();
        }
        Fired fired = fire.missed().or(() -> tooMany(fire, schedule)).map(obstacle -> skip(fire, schedule, obstacle))
                .orElseGet(() -> enqueue(fire, schedule));
        // Last: a job that cannot be added throws, and nothing is decided.
        time.ifPresent(decided -> {
            tables.fireTimes().add(decided);
            schedule.fired(decided.at(), node);
        });
        return fired;
    }

    private Fired enqueue(Fire fire, ScheduleRow schedule) {
        Enqueued answer = intake.takeAll(List.of(fire.job())).get(0);
        return answer instanceof Enqueued.Accepted accepted ? new Fired.Enqueued(accepted.id())
                : skip(fire, schedule, "its job was not taken in: " + answer);
    }

    private Optional<String> tooMany(Fire fire, ScheduleRow schedule) {
        long live = tables.jobs().values().stream()
                .filter(row -> row.live() && row.origin().flatMap(origin -> origin.schedule()).equals(Optional.of(fire.schedule())))
                .filter(row -> !schedule.perNode() || row.request().queue().equals(fire.job().request().queue())).count();
        int most = schedule.contract().maxConcurrent();
        return live < most ? Optional.empty() : Optional.of(live + " of at most " + most + " executions are live");
    }

    private Fired skip(Fire fire, ScheduleRow schedule, String reason) {
        if (fire.fireAt().isPresent()) {
            Instant now = fire.job().enqueuedAt();
            tables.runs().add(new RunView(Optional.empty(), Optional.of(fire.schedule()), schedule.contract().name(),
                    schedule.group(), Trigger.SCHEDULE, fire.fireAt(), fire.node().orElse(""), 0, now, now, RunResult.SKIPPED,
                    reason, ""));
        }
        return new Fired.Skipped(reason);
    }
}
