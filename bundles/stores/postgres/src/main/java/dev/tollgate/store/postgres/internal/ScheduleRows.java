package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/** Reads and writes rows of schedules. */
final class ScheduleRows {
    /** The columns of {@link #stored}, the last of which is the last fire time. */
    static final String COLUMNS = """
            name, display_name, description, pattern, zone, scope, max_concurrent, timeout_ms, handler, queue, type, payload, max_retry,
            grp, enabled, paused, revision, since""";

    private ScheduleRows() {
    }

    static StoredSchedule stored(Row row) throws SQLException {
        return new StoredSchedule(row.text(14), declaration(row), row.truth(15), row.truth(16), row.large(17), row.instant(18),
                row.maybeInstant(19));
    }

    /** In the order of the first columns. */
    static Object[] arguments(Declaration declared) {
        JobContract contract = declared.contract();
        return new Object[] {contract.name(), contract.displayName(), contract.description(), contract.pattern(),
            contract.zone().getId(), contract.scope().name(), contract.maxConcurrent(), Columns.ceilingMillis(contract.timeout()),
            contract.handler(), declared.queue(), declared.type(), declared.payload(), declared.maxRetry()};
    }

    static boolean same(Declaration one, Declaration other) {
        return one.contract().equals(other.contract()) && one.queue().equals(other.queue()) && one.type().equals(other.type())
                && one.maxRetry() == other.maxRetry() && Arrays.equals(one.payload(), other.payload());
    }

    /** Whether they have the same fire times. */
    static boolean sameTimes(Declaration one, Declaration other) {
        JobContract a = one.contract();
        JobContract b = other.contract();
        return a.pattern().equals(b.pattern()) && a.zone().equals(b.zone()) && a.scope() == b.scope();
    }

    /** Where fire times count for all nodes they are kept under this name. */
    static String node(Optional<String> node) {
        return node.orElse("");
    }

    private static Declaration declaration(Row row) throws SQLException {
        JobContract contract = new JobContract(row.text(1), row.text(2), row.text(3), row.text(4), ZoneId.of(row.text(5)),
                JobContract.Scope.valueOf(row.text(6)), row.number(7), Duration.ofMillis(row.large(8)), row.text(9));
        return new Declaration(contract, row.text(10), row.text(11), row.bytes(12), row.number(13));
    }
}
