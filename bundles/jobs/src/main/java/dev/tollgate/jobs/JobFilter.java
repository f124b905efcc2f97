package dev.tollgate.jobs;

import java.util.Objects;
import java.util.Optional;

/**
 * Which jobs: all that match every part that is given. A listing is newest first.
 *
 * @param reason a text that the reason of the last attempt contains, upper and lower case told apart
 * @param before only jobs with a smaller id, which were enqueued earlier: the last id of one listing begins the next
 */
public record JobFilter(Optional<JobState> state, Optional<String> queue, Optional<String> group, Optional<String> type,
        Optional<String> reason, Optional<JobId> before, int limit) {
    /** The most rows that one listing returns. */
    public static final int MOST = 200;

    public JobFilter {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(before, "before");
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a listing returns 1 to " + MOST + " jobs, not " + limit);
        }
    }

    public static JobFilter any(int limit) {
        return new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), limit);
    }

    public JobFilter in(JobState wanted) {
        return new JobFilter(Optional.of(wanted), queue, group, type, reason, before, limit);
    }

    public JobFilter of(String wantedGroup) {
        return new JobFilter(state, queue, Optional.of(wantedGroup), type, reason, before, limit);
    }

    public JobFilter queued(String wantedQueue) {
        return new JobFilter(state, Optional.of(wantedQueue), group, type, reason, before, limit);
    }

    public JobFilter type(String wantedType) {
        return new JobFilter(state, queue, group, Optional.of(wantedType), reason, before, limit);
    }

    public JobFilter because(String part) {
        return new JobFilter(state, queue, group, type, Optional.of(part), before, limit);
    }

    public JobFilter before(JobId id) {
        return new JobFilter(state, queue, group, type, reason, Optional.of(id), limit);
    }
}
