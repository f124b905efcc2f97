package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists jobs, newest first. Each kind of filter names the index that holds few rows for it; left to itself the planner,
 * which has no statistics, reads the table backwards for all of them. For done jobs that is right: they are everywhere.
 */
final class JobListing {
    private static final String ROWS = "SELECT " + JobRows.VIEW + " WHERE seq IN (SELECT seq FROM job ";
    private static final String NEWEST = " ORDER BY id DESC LIMIT ?) ORDER BY id DESC";

    private final StringBuilder where;
    private final List<Object> arguments = new ArrayList<>();

    private JobListing(String narrowed) {
        this.where = new StringBuilder(narrowed);
    }

    static List<JobView> in(Session session, JobFilter filter) throws SQLException {
        JobListing listing = new JobListing(narrowed(filter));
        listing.and("grp = ?", filter.group());
        listing.and("state = ?", filter.state());
        listing.and("queue = ?", filter.queue());
        listing.and("type = ?", filter.type());
        listing.and("instr(reason, ?) > 0", filter.reason());
        listing.and("id < ?", filter.before());
        listing.arguments.add(filter.limit());
        return session.all(ROWS + listing.where + NEWEST, JobRows::view, listing.arguments.toArray());
    }

    private void and(String condition, Optional<?> wanted) {
        if (wanted.isPresent()) {
            where.append(" AND ").append(condition);
            arguments.add(wanted.get());
        }
    }

    private static String narrowed(JobFilter filter) {
        if (filter.group().isPresent()) {
            return "INDEXED BY job_of_group WHERE true";
        }
        return filter.state().map(JobListing::narrowed).orElse("WHERE true");
    }

    private static String narrowed(JobState state) {
        return switch (state) {
            case QUEUED -> "INDEXED BY job_ready WHERE state = 'QUEUED'";
            case RUNNING -> "INDEXED BY job_leased WHERE state = 'RUNNING'";
            case DEAD -> "INDEXED BY job_dead WHERE state = 'DEAD'";
            case DISCARDED -> "INDEXED BY job_ended WHERE finished_at IS NOT NULL";
            case DONE -> "WHERE true";
        };
    }
}
