package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads rows of jobs. */
final class JobRows {
    /** The columns of {@link #view}. */
    static final String VIEW = """
            id, queue, type, grp, state, attempts, max_retry, enqueued_at, run_at, finished_at, reason, payload, output, report""";
    /** The columns of {@link #execution}. */
    static final String EXECUTION = """
            id, grp, run_at, exclusive_key, queue, type, payload, attempts, token, enqueued_at, max_retry, timeout_ms,
            trigger, schedule, fire_at, caused_by""";

    private JobRows() {
    }

    static JobId id(Row row) throws SQLException {
        return new JobId(row.text(1));
    }

    static JobView view(Row row) throws SQLException {
        return new JobView(id(row), row.text(2), row.text(3), row.text(4), JobState.valueOf(row.text(5)), row.number(6),
                row.number(7), row.instant(8), row.instant(9), row.maybeInstant(10), row.maybeText(11), row.bytes(12),
                Optional.ofNullable(row.bytes(13)), row.maybeText(14));
    }

    static JobExecution execution(Row row, Instant leaseUntil) throws SQLException {
        Terms terms = new Terms(row.number(11), row.maybeLarge(12).map(Duration::ofMillis), row.maybeText(4), origin(row, 13));
        return new JobExecution(id(row), row.text(5), row.text(6), row.text(2), row.bytes(7), row.number(8), terms, row.large(9),
                row.instant(10), leaseUntil);
    }

    /** From four columns: trigger, schedule, fire_at, caused_by. */
    static Optional<Origin> origin(Row row, int first) throws SQLException {
        Optional<String> trigger = row.maybeText(first);
        return trigger.isEmpty() ? Optional.empty() : Optional.of(new Origin(Origin.Trigger.valueOf(trigger.get()),
                row.maybeText(first + 1), row.maybeInstant(first + 2), row.text(first + 3)));
    }
}
