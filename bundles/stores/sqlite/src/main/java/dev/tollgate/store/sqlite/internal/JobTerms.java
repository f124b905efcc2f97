package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Origin.Trigger;
import dev.tollgate.jobs.Terms;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** On which terms a job runs, in columns. */
final class JobTerms {
    /** What {@link #read} reads. */
    static final String COLUMNS = "max_retry, timeout_ms, exclusive, cause, schedule, fire_at, caused_by";

    private JobTerms() {
    }

    /** @param first the column at which {@link #COLUMNS} begin */
    static Terms read(Row row, int first) throws SQLException {
        return new Terms(row.number(first), row.maybeLarge(first + 1).map(Duration::ofMillis), row.maybeText(first + 2),
                origin(row, first + 3));
    }

    /** At least one: a timeout of zero is none. */
    static long millis(Duration timeout) {
        return Math.max(1, timeout.toMillis());
    }

    static Optional<Origin> origin(Row row, int first) throws SQLException {
        Optional<String> cause = row.maybeText(first);
        return cause.isEmpty() ? Optional.empty() : Optional.of(new Origin(Trigger.valueOf(cause.get()), row.maybeText(first + 1),
                row.maybeInstant(first + 2), row.text(first + 3)));
    }
}
