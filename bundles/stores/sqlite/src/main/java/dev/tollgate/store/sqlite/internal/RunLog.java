package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Origin.Trigger;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What executions did, in the order in which it was written. */
final class RunLog {
    private static final String COLUMNS = """
            job, schedule, name, grp, cause, fire_at, node, attempt, started_at, ended_at, result, error, usage""";
    private static final String ADD = "INSERT INTO run (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String LIST = "SELECT " + COLUMNS + " FROM run ";
    private static final String NEWEST = " ORDER BY seq DESC LIMIT ?";
    /** The oldest stand first: what begins with an entry that is to be kept holds none that is not. */
    private static final String OLD = """
            DELETE FROM run WHERE ended_at < ? AND seq IN (SELECT seq FROM run ORDER BY seq LIMIT ?)""";
    private static final String TOO_MANY = """
            DELETE FROM run WHERE seq IN (
                SELECT seq FROM run WHERE seq <= (SELECT seq FROM run ORDER BY seq DESC LIMIT 1 OFFSET ?) ORDER BY seq LIMIT ?)""";

    private RunLog() {
    }

    static void add(Session session, RunView run) throws SQLException {
        session.update(ADD, run.job(), run.schedule(), run.name(), run.group(), run.trigger(), run.fireAt(), run.node(),
                run.attempt(), run.startedAt(), run.endedAt(), run.result(), run.error(), run.usage());
    }

    static List<RunView> list(Session session, RunFilter filter) throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        narrow("job", filter.job(), conditions, arguments);
        narrow("schedule", filter.schedule(), conditions, arguments);
        narrow("grp", filter.group(), conditions, arguments);
        narrow("result", filter.result(), conditions, arguments);
        arguments.add(filter.limit());
        String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
        return session.all(LIST + where + NEWEST, RunLog::view, arguments.toArray());
    }

    static int prune(Session session, Instant before, int most, int part) throws SQLException {
        return session.update(OLD, before, part) + session.update(TOO_MANY, most, part);
    }

    private static void narrow(String column, Optional<?> wanted, List<String> conditions, List<Object> arguments) {
        if (wanted.isPresent()) {
            conditions.add(column + " = ?");
            arguments.add(wanted.get());
        }
    }

    private static RunView view(Row row) throws SQLException {
        return new RunView(row.maybeText(1).map(JobId::new), row.maybeText(2), row.text(3), row.text(4),
                Trigger.valueOf(row.text(5)), row.maybeInstant(6), row.text(7), row.number(8), row.instant(9), row.instant(10),
                RunResult.valueOf(row.text(11)), row.text(12), row.text(13));
    }
}
