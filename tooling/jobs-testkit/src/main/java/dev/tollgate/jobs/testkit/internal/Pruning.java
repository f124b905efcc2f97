package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Retention;
import java.util.Comparator;
import java.util.List;

/** Removes what need not be kept, all of it at once. */
final class Pruning {
    private final Tables tables;

    Pruning(Tables tables) {
        this.tables = tables;
    }

    int prune(Retention retention) {
        int before = rows();
        tables.jobs().values().removeIf(row -> switch (row.state()) {
            case DONE, DISCARDED -> row.finishedAt().orElseThrow().isBefore(retention.doneBefore());
            case DEAD -> row.finishedAt().orElseThrow().isBefore(retention.deadBefore());
            case QUEUED, RUNNING -> false;
        });
        List<JobId> dead = tables.jobs().values().stream().filter(row -> row.state() == JobState.DEAD)
                .sorted(Comparator.comparing((JobRow row) -> row.finishedAt().orElseThrow())).map(JobRow::id).toList();
        dead.subList(0, Math.max(0, dead.size() - retention.mostDead())).forEach(tables.jobs()::remove);
        tables.runs().removeIf(run -> run.endedAt().isBefore(retention.runsBefore()));
        List<RunView> runs = tables.runs();
        runs.subList(0, Math.max(0, runs.size() - retention.mostRuns())).clear();
        // The last one is kept: without it, it would be decided again.
        tables.fireTimes().removeIf(fire -> fire.at().isBefore(retention.runsBefore())
                && tables.schedules().get(fire.schedule()).lastFire(fire.node()).filter(fire.at()::equals).isEmpty());
        return before - rows();
    }

    private int rows() {
        return tables.jobs().size() + tables.runs().size() + tables.fireTimes().size();
    }
}
