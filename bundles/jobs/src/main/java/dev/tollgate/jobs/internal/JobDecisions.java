package dev.tollgate.jobs.internal;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.abi.audit.Verb;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What administrators decide about jobs, as it stands in the audit. */
public enum JobDecisions {
    RETRY(Verb.JOBS_RETRY),
    DISCARD(Verb.JOBS_DISCARD),
    RUN(Verb.JOBS_RUN),
    RUN_SCHEDULE(Verb.SCHEDULE_RUN);

    private final Verb verb;

    JobDecisions(Verb verb) {
        this.verb = verb;
    }

    /** About a dead job, which stands there with why it died. */
    Decision about(JobView job, String by, Instant at) {
        return new Decision(at, by, verb, Optional.of(job.group()), job.type() + " " + job.id(), job.reason(), Optional.empty());
    }

    /** About all dead jobs that match. */
    Decision about(JobFilter filter, long matching, String by, Instant at) {
        List<String> parts = new ArrayList<>();
        filter.queue().ifPresent(queue -> parts.add("queue " + queue));
        filter.type().ifPresent(type -> parts.add("type " + type));
        filter.reason().ifPresent(reason -> parts.add("reason contains '" + reason + "'"));
        filter.before().ifPresent(id -> parts.add("before " + id));
        return new Decision(at, by, verb, filter.group(), parts.isEmpty() ? "all" : "all with " + String.join(", ", parts),
                Optional.of(matching + " dead"), Optional.empty());
    }

    /** About a job that would not be there otherwise. */
    Decision about(JobId id, JobRequest request, String by, Instant at) {
        return new Decision(at, by, verb, Optional.of(request.group()), request.type() + " " + id, Optional.empty(), Optional.empty());
    }

    /** About a schedule, which then has one run more. */
    public Decision about(String schedule, JobId run, String by, Instant at) {
        return new Decision(at, by, verb, Optional.empty(), schedule, Optional.empty(), Optional.of("job " + run));
    }
}
