package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What executions did, and why others did not begin. */
final class RunLog {
    private static final String ADD = """
            INSERT INTO tollgate.job_run (started_at, ended_at, fire_at, job, attempt, schedule, name, grp, trigger, node, result, error, usage)
            SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::text[], ?::text[], ?::text[], ?::text[])""";
    private static final String LIST = """
            SELECT job, schedule, name, grp, trigger, fire_at, node, attempt, started_at, ended_at, result, error, usage
            FROM tollgate.job_run WHERE true""";

    private RunLog() {
    }

    static void add(Session session, List<RunView> runs) throws SQLException {
        if (runs.isEmpty()) {
            return;
        }
        session.update(ADD, Columns.numbers(runs, run -> run.startedAt().toEpochMilli()),
                Columns.numbers(runs, run -> run.endedAt().toEpochMilli()), Columns.numbers(runs, run -> Columns.millis(run.fireAt())),
                Columns.texts(runs, run -> run.job().map(JobId::value).orElse(null)), Columns.smallNumbers(runs, RunView::attempt),
                Columns.texts(runs, run -> run.schedule().orElse(null)), Columns.texts(runs, run -> Columns.clean(run.name())),
                Columns.texts(runs, RunView::group), Columns.texts(runs, run -> run.trigger().name()),
                Columns.texts(runs, RunView::node), Columns.texts(runs, run -> run.result().name()),
                Columns.texts(runs, run -> Columns.clean(run.error())), Columns.texts(runs, run -> Columns.clean(run.usage())));
    }

    static List<RunView> list(Session session, RunFilter filter) throws SQLException {
        StringBuilder sql = new StringBuilder(LIST);
        List<Object> arguments = new ArrayList<>();
        filter.schedule().ifPresent(id -> and(sql, arguments, " AND schedule = ?", id));
        filter.group().ifPresent(group -> and(sql, arguments, " AND grp = ?", group));
        filter.job().ifPresent(id -> and(sql, arguments, " AND job = ?::uuid", id.value()));
        filter.result().ifPresent(result -> and(sql, arguments, " AND result = ?", result.name()));
        and(sql, arguments, " ORDER BY seq DESC LIMIT ?", filter.limit());
        return session.planned().all(sql.toString(), RunLog::view, arguments.toArray());
    }

    /** A schedule's name, of its id. */
    static String name(String schedule) {
        return schedule.substring(schedule.indexOf('/') + 1);
    }

    private static void and(StringBuilder sql, List<Object> arguments, String condition, Object argument) {
        sql.append(condition);
        arguments.add(argument);
    }

    private static RunView view(Row row) throws SQLException {
        return new RunView(row.maybeText(1).map(JobId::new), row.maybeText(2), row.text(3), row.text(4),
                Origin.Trigger.valueOf(row.text(5)), row.maybeInstant(6), row.text(7), row.number(8), row.instant(9),
                row.instant(10), RunResult.valueOf(row.text(11)), row.text(12), row.text(13));
    }
}
