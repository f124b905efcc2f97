package dev.tollgate.store;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Jobs for tests of stores; ids sort in the order in which they are made. */
final class TestJobs {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final String QUEUE = "plugins";

    private int made;

    JobId id() {
        return new JobId(String.format("00000000-0000-7000-8000-%012x", ++made));
    }

    NewJob of(String group) {
        return of(group, START);
    }

    NewJob of(String group, Instant at) {
        return new NewJob(id(), JobRequest.of(QUEUE, "resize", group, bytes("for " + group), 5), at);
    }

    NewJob delayed(String group, Duration delay) {
        return new NewJob(id(), new JobRequest(QUEUE, "resize", group, bytes(""), delay, 5, Optional.empty(),
                Optional.empty()), START);
    }

    NewJob unique(String group, String key, Duration window, Instant at) {
        return new NewJob(id(), new JobRequest(QUEUE, "resize", group, bytes(""), Duration.ZERO, 5,
                Optional.of(new JobRequest.Unique(key, window)), Optional.empty()), at);
    }

    NewJob repeatable(String group, String key) {
        return new NewJob(id(), new JobRequest(QUEUE, "resize", group, bytes(""), Duration.ZERO, 5, Optional.empty(),
                Optional.of(key)), START);
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

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
