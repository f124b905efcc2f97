package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.Collectors;

/** Reads rows of jobs. */
final class JobRows {
    /** The columns of {@link #view}, from {@code job} and {@code job_payload}. */
    static final String VIEW = """
            id, queue, type, grp, state, attempts, max_retry, enqueued_at, run_at, finished_at, reason, payload, output, report
            FROM job JOIN job_payload USING (seq)""";

    private JobRows() {
    }

    static JobId id(Row row) throws SQLException {
        return new JobId(row.text(1));
    }

    /** Ids as one argument; their shape needs no escaping. */
    static String json(Collection<JobId> ids) {
        return ids.stream().map(id -> '"' + id.value() + '"').collect(Collectors.joining(",", "[", "]"));
    }

    static JobView view(Row row) throws SQLException {
        return new JobView(id(row), row.text(2), row.text(3), row.text(4), JobState.valueOf(row.text(5)), row.number(6),
                row.number(7), row.instant(8), row.instant(9), row.maybeInstant(10), row.maybeText(11), row.bytes(12),
                row.maybeBytes(13), row.maybeText(14));
    }
}
