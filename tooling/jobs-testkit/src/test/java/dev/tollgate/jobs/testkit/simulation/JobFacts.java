package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.time.Instant;

/** What must be true of a job, reckoned from what was done to it and from nothing that a store says of it. */
final class JobFacts {
    final NewJob job;
    JobState state = JobState.QUEUED;
    int attempts;
    long token;
    String worker;
    Instant leaseUntil;
    Instant runAt;
    boolean removed;
    boolean keepsUnique = true;
    int successes;

    JobFacts(NewJob job) {
        this.job = job;
        this.runAt = job.runAt();
    }

    JobId id() {
        return job.id();
    }

    JobRequest request() {
        return job.request();
    }

    boolean live() {
        return !removed && !state.terminal();
    }

    boolean is(String queue, String group) {
        return request().queue().equals(queue) && request().group().equals(group);
    }

    boolean queued() {
        return !removed && state == JobState.QUEUED;
    }

    boolean heldBy(String by, long under) {
        return !removed && state == JobState.RUNNING && worker.equals(by) && token == under;
    }

    boolean excludes(String group, String key, Instant now) {
        Admission.Unique unique = request().admission().unique().orElse(null);
        return live() && keepsUnique && unique != null && request().group().equals(group) && unique.key().equals(key)
                && now.isBefore(job.enqueuedAt().plus(unique.window()));
    }

    void claimed(JobExecution execution, String by) {
        state = JobState.RUNNING;
        attempts++;
        token = execution.token();
        worker = by;
        leaseUntil = execution.leaseUntil();
    }

    void written(Transition transition, boolean closed) {
        if (transition instanceof Transition.Complete) {
            state = JobState.DONE;
            successes++;
        } else if (transition instanceof Transition.Bury) {
            state = JobState.DEAD;
        } else if (transition instanceof Transition.Retry retry) {
            again(retry.runAt(), closed);
        } else if (transition instanceof Transition.Release release) {
            attempts--;
            again(release.runAt(), closed);
        }
    }

    void again(Instant at, boolean closed) {
        runAt = at;
        state = closed ? JobState.DISCARDED : JobState.QUEUED;
    }

    @Override
    public String toString() {
        return String.format("job %s of %s in %s (%s, attempt %d, token %d, %s until %s)", id(), request().group(), request().queue(), state, attempts, token,
                worker, leaseUntil);
    }
}
