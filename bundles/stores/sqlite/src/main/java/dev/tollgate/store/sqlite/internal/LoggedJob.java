package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A job with an origin, of whose end the store itself writes the run log. */
record LoggedJob(JobId id, String type, String group, String worker, int attempts, Instant claimedAt, Origin origin) {
    /** What {@link #read} reads. */
    static final String COLUMNS = """
            id, type, grp, coalesce(worker, ''), attempts, coalesce(claimed_at, enqueued_at), cause, schedule, fire_at, caused_by""";

    static LoggedJob read(Row row) throws SQLException {
        return new LoggedJob(JobRows.id(row), row.text(2), row.text(3), row.text(4), row.number(5), row.instant(6),
                JobTerms.origin(row, 7).orElseThrow());
    }

    /** Its worker is gone. */
    RunView lost(String why, Instant at) {
        return entry(worker, attempts, claimedAt, at, RunResult.FAILED, why);
    }

    /** It was never begun. */
    RunView skipped(String node, String why, Instant at) {
        return entry(node, 0, at, at, RunResult.SKIPPED, why);
    }

    private RunView entry(String node, int attempt, Instant startedAt, Instant endedAt, RunResult result, String error) {
        return new RunView(Optional.of(id), origin.schedule(), origin.schedule().map(LoggedJob::name).orElse(type), group,
                origin.trigger(), origin.fireAt(), node, attempt, startedAt, endedAt, result, error, "");
    }

    /** Of a schedule with this id: what follows its group. */
    static String name(String schedule) {
        return schedule.substring(schedule.lastIndexOf('/') + 1);
    }
}
