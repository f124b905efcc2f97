package dev.tollgate.store.contract;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs for tests of stores, dated by their clock; ids sort in the order in which they are made. */
final class TestJobs {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final String QUEUE = "plugins";

    private final AtomicInteger made = new AtomicInteger();
    private final Clock clock;

    TestJobs(Clock clock) {
        this.clock = clock;
    }

    JobId id() {
        return new JobId(String.format("00000000-0000-7000-8000-%012x", made.incrementAndGet()));
    }

    NewJob of(String group) {
        return of(group, clock.instant());
    }

    NewJob of(String group, Instant at) {
        return of(request(group), at);
    }

    NewJob of(JobRequest request) {
        return of(request, clock.instant());
    }

    NewJob of(JobRequest request, Instant at) {
        return new NewJob(id(), request, at);
    }

    NewJob delayed(String group, Duration delay) {
        return of(request(group).after(delay));
    }

    NewJob unique(String group, String key, Duration window, Instant at) {
        return of(request(group).admitted(Admission.FREE.unique(key, window)), at);
    }

    NewJob repeatable(String group, String key) {
        return of(request(group).admitted(Admission.FREE.once(key)));
    }

    NewJob admitted(String group, Admission conditions) {
        return of(request(group).admitted(conditions));
    }

    NewJob exclusive(String group, String key) {
        return of(request(group).on(Terms.retries(5).exclusive(key)));
    }

    static JobRequest request(String group) {
        return JobRequest.of(QUEUE, "resize", group, bytes("for " + group), 5);
    }

    static Transition.Complete complete(JobExecution execution, Instant at) {
        return new Transition.Complete(execution.id(), execution.token(), at, bytes("made"), "cheap");
    }

    static Transition.Retry retry(JobExecution execution, Instant runAt) {
        return new Transition.Retry(execution.id(), execution.token(), runAt, "no luck", "dear");
    }

    static Transition.Bury bury(JobExecution execution, Instant at) {
        return new Transition.Bury(execution.id(), execution.token(), at, "hopeless", "dear");
    }

    static Transition.Release release(JobExecution execution, Instant runAt) {
        return new Transition.Release(execution.id(), execution.token(), runAt, "no slot");
    }

    /** What the run log says of an execution of a job with an origin. */
    static RunView run(JobExecution execution, Instant end, RunResult result) {
        Origin origin = execution.terms().origin().orElseThrow();
        return new RunView(Optional.of(execution.id()), origin.schedule(), execution.type(), execution.group(), origin.trigger(),
                origin.fireAt(), "node-1", execution.attempt(), end.minusMillis(5), end, result, "", "");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
