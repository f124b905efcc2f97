package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.time.Instant;
import java.util.Optional;

/** A job as it stands. What may change to what is here; when, is {@link MemoryJobStore}'s. */
final class JobRow {
    /** An execution that has the job now. */
    private record Hold(String worker, long token, Instant since, Instant until) { }

    private final NewJob job;
    private JobState state = JobState.QUEUED;
    private Optional<Admission.Unique> unique;
    private Optional<Hold> hold = Optional.empty();
    private Optional<Instant> finishedAt = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Optional<String> report = Optional.empty();
    private Optional<byte[]> output = Optional.empty();
    private byte[] payload;
    private Instant runAt;
    private int attempts;
    private long token;

    JobRow(NewJob job) {
        this.job = job;
        this.unique = job.request().admission().unique();
        this.payload = job.request().payload().clone();
        this.runAt = job.runAt();
    }

    JobId id() {
        return job.id();
    }

    JobRequest request() {
        return job.request();
    }

    JobState state() {
        return state;
    }

    Instant runAt() {
        return runAt;
    }

    Optional<Instant> finishedAt() {
        return finishedAt;
    }

    Optional<Origin> origin() {
        return request().terms().origin();
    }

    byte[] payload() {
        return payload.clone();
    }

    boolean live() {
        return !state.terminal();
    }

    boolean is(String queue, String group) {
        return request().queue().equals(queue) && request().group().equals(group);
    }

    /** Whether an equal job is refused at this moment. */
    boolean excludes(String group, String key, Instant now) {
        return live() && request().group().equals(group) && unique.isPresent() && unique.get().key().equals(key)
                && now.isBefore(job.enqueuedAt().plus(unique.get().window()));
    }

    boolean heldBy(String worker, long under) {
        return hold.isPresent() && hold.get().worker().equals(worker) && hold.get().token() == under;
    }

    boolean leaseEndedBefore(Instant now) {
        return hold.isPresent() && hold.get().until().isBefore(now);
    }

    JobExecution take(Claim claim) {
        attempts++;
        token++;
        state = JobState.RUNNING;
        hold = Optional.of(new Hold(claim.worker(), token, claim.now(), claim.leaseUntil()));
        return new JobExecution(id(), request().queue(), request().type(), request().group(), payload(), attempts,
                request().terms(), token, job.enqueuedAt(), claim.leaseUntil());
    }

    void extend(Instant until) {
        hold = hold.map(held -> new Hold(held.worker(), held.token(), held.since(), until));
    }

    /** @param closed the job's group takes nothing any more: what would be queued again is discarded */
    void apply(Transition transition, boolean closed, Instant now) {
        hold = Optional.empty();
        if (transition instanceof Transition.Complete done) {
            end(JobState.DONE, done.at());
            reason = Optional.empty();
            output = Optional.of(done.output().clone());
            report = Optional.of(done.report());
        } else if (transition instanceof Transition.Bury bury) {
            end(JobState.DEAD, bury.at());
            reason = Optional.of(bury.reason());
            report = Optional.of(bury.report());
        } else if (transition instanceof Transition.Retry retry) {
            queueAgain(retry.runAt(), retry.reason(), closed, now);
            report = Optional.of(retry.report());
        } else if (transition instanceof Transition.Release release) {
            attempts--;
            queueAgain(release.runAt(), release.reason(), closed, now);
        }
    }

    /** Its worker is gone; the attempt counts. */
    void lose(String why, boolean closed, Instant now) {
        hold = Optional.empty();
        queueAgain(runAt, why, closed, now);
    }

    void replay(Instant at, byte[] renewed, boolean stillUnique) {
        state = JobState.QUEUED;
        attempts = 0;
        runAt = at;
        payload = renewed.clone();
        finishedAt = Optional.empty();
        if (!stillUnique) {
            unique = Optional.empty();
        }
    }

    Optional<Admission.Unique> unique() {
        return unique;
    }

    void discard(Instant at, Optional<String> why) {
        end(JobState.DISCARDED, at);
        reason = why.or(() -> reason);
    }

    JobView view() {
        return new JobView(id(), request().queue(), request().type(), request().group(), state, attempts,
                request().terms().maxRetry(), job.enqueuedAt(), runAt, finishedAt, reason, payload(),
                output.map(byte[]::clone), report);
    }

    /** What the run log says of the execution that holds it, or of the job where none does; only for a job with an origin. */
    Optional<RunView> run(RunResult result, String error, String node, Instant end) {
        return origin().map(origin -> new RunView(Optional.of(id()), origin.schedule(), name(origin), request().group(),
                origin.trigger(), origin.fireAt(), hold.map(Hold::worker).orElse(node), hold.isPresent() ? attempts : 0,
                hold.map(Hold::since).orElse(end), end, result, error, ""));
    }

    private String name(Origin origin) {
        return origin.schedule().map(id -> id.substring(id.indexOf('/') + 1)).orElse(request().type());
    }

    private void queueAgain(Instant at, String why, boolean closed, Instant now) {
        runAt = at;
        reason = Optional.of(why);
        state = JobState.QUEUED;
        if (closed) {
            end(JobState.DISCARDED, now);
        }
    }

    private void end(JobState terminal, Instant at) {
        state = terminal;
        finishedAt = Optional.of(at);
    }
}
