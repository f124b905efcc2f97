package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Lists jobs, newest first. States stand in the text and are no arguments, so that the index of a state is found. */
final class JobListing {
    private static final String ROWS = "SELECT " + JobRows.VIEW + " FROM tollgate.job WHERE true";

    private JobListing() {
    }

    static List<JobView> in(Session session, JobFilter filter) throws SQLException {
        StringBuilder sql = new StringBuilder(ROWS);
        List<Object> arguments = new ArrayList<>();
        filter.state().ifPresent(state -> sql.append(" AND state = '").append(state.name()).append('\''));
        filter.group().ifPresent(group -> and(sql, arguments, " AND grp || '' = ?", group));
        filter.queue().ifPresent(queue -> and(sql, arguments, " AND queue = ?", queue));
        filter.type().ifPresent(type -> and(sql, arguments, " AND type = ?", type));
        filter.reason().ifPresent(part -> and(sql, arguments, " AND strpos(reason, ?) > 0", Columns.clean(part)));
        filter.before().ifPresent(id -> and(sql, arguments, " AND id < ?::uuid", id.value()));
        and(sql, arguments, " ORDER BY id DESC LIMIT ?", filter.limit());
        return session.planned().all(sql.toString(), JobRows::view, arguments.toArray());
    }

    private static void and(StringBuilder sql, List<Object> arguments, String condition, Object argument) {
        sql.append(condition);
        arguments.add(argument);
    }
}
