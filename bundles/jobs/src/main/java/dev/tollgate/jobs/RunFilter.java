package dev.tollgate.jobs;

import java.util.Objects;
import java.util.Optional;

/** Which entries of the run log, newest first: all that match every part that is given. */
public record RunFilter(Optional<String> schedule, Optional<String> group, Optional<JobId> job, Optional<RunResult> result,
        int limit) {
    public RunFilter {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(result, "result");
        if (limit < 1 || limit > JobFilter.MOST) {
            throw new IllegalArgumentException("a listing returns 1 to " + JobFilter.MOST + " runs, not " + limit);
        }
    }

    public static RunFilter any(int limit) {
        return new RunFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    public RunFilter ofSchedule(String id) {
        return new RunFilter(Optional.of(id), group, job, result, limit);
    }

    public RunFilter of(String wantedGroup) {
        return new RunFilter(schedule, Optional.of(wantedGroup), job, result, limit);
    }

    public RunFilter ofJob(JobId id) {
        return new RunFilter(schedule, group, Optional.of(id), result, limit);
    }

    public RunFilter ended(RunResult wanted) {
        return new RunFilter(schedule, group, job, Optional.of(wanted), limit);
    }
}
