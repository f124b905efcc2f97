package dev.tollgate.jobs;

import java.util.Optional;

/** Which jobs to list, newest first. */
public record JobFilter(Optional<JobState> state, Optional<String> group, int limit) {
    /** The most rows that one listing returns. */
    public static final int MOST = 200;

    public JobFilter {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a listing returns 1 to " + MOST + " jobs, not " + limit);
        }
    }

    public static JobFilter any(int limit) {
        return new JobFilter(Optional.empty(), Optional.empty(), limit);
    }

    public JobFilter in(JobState wanted) {
        return new JobFilter(Optional.of(wanted), group, limit);
    }

    public JobFilter of(String wantedGroup) {
        return new JobFilter(state, Optional.of(wantedGroup), limit);
    }
}
