package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists jobs, newest first. Each kind of filter names the index that holds few rows for it; left to itself the planner,
 * which has no statistics, reads the table backwards for all of them. For done jobs that is right: they are everywhere.
 */
final class JobListing {
    private static final String ROWS = "SELECT " + JobRows.VIEW + " WHERE seq IN (SELECT seq FROM job ";
    private static final String NEWEST = " ORDER BY seq DESC LIMIT ?) ORDER BY seq DESC";

    private JobListing() {
    }

    static List<JobView> in(Session session, JobFilter filter) throws SQLException {
        List<Object> arguments = new ArrayList<>();
        filter.group().ifPresent(arguments::add);
        filter.state().ifPresent(arguments::add);
        arguments.add(filter.limit());
        return session.all(ROWS + narrowed(filter) + NEWEST, JobRows::view, arguments.toArray());
    }

    private static String narrowed(JobFilter filter) {
        if (filter.group().isPresent()) {
            return "INDEXED BY job_of_group WHERE grp = ?" + (filter.state().isPresent() ? " AND state = ?" : "");
        }
        return filter.state().map(JobListing::narrowed).orElse("");
    }

    private static String narrowed(JobState state) {
        return switch (state) {
            case QUEUED -> "INDEXED BY job_ready WHERE state = 'QUEUED' AND state = ?";
            case RUNNING -> "INDEXED BY job_leased WHERE state = 'RUNNING' AND state = ?";
            case DEAD, DISCARDED -> "INDEXED BY job_ended WHERE finished_at IS NOT NULL AND state = ?";
            case DONE -> "WHERE state = ?";
        };
    }
}
