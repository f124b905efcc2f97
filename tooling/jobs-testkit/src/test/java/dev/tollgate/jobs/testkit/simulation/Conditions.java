package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Enqueued.Refusal;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a job was taken in exactly when its conditions hold, and refused for the first that does not. */
final class Conditions {
    private static final int MINUTE = 60;

    private record Key(String group, String key) { }

    private final Violations violations;
    private final History history;
    private final Map<String, List<Long>> counted = new HashMap<>();
    private final Map<Key, JobId> first = new HashMap<>();

    Conditions(Violations violations, History history) {
        this.violations = violations;
        this.history = history;
    }

    void check(NewJob job, Enqueued answer) {
        Enqueued expected = expected(job);
        violations.unless(answer.equals(expected), "an enqueue of %s at %s was answered with %s, not with %s", job.request().admission(),
                job.enqueuedAt(), answer, expected);
        JobRequest request = job.request();
        if (!(answer instanceof Enqueued.Refused) && request.admission().quota().isPresent()) {
            counted.computeIfAbsent(request.group(), any -> new ArrayList<>()).add(job.enqueuedAt().getEpochSecond());
        }
        if (answer instanceof Enqueued.Accepted) {
            request.admission().idempotencyKey().ifPresent(key -> first.put(new Key(request.group(), key), job.id()));
        }
    }

    private Enqueued expected(NewJob job) {
        JobRequest request = job.request();
        Admission admission = request.admission();
        if (history.group(request.queue(), request.group()) == GroupState.CLOSED) {
            return new Enqueued.Refused(Refusal.CLOSED);
        }
        if (admission.quota().filter(quota -> inTheLastMinute(job) >= quota.perMinute()).isPresent()) {
            return new Enqueued.Refused(Refusal.RATE);
        }
        Optional<JobId> repeated = admission.idempotencyKey().map(key -> first.get(new Key(request.group(), key)))
                .filter(id -> !history.of(id).removed);
        if (repeated.isPresent()) {
            return new Enqueued.Repeated(repeated.get());
        }
        Optional<JobFacts> equal = admission.unique().flatMap(unique -> history.all().stream()
                .filter(facts -> facts.excludes(request.group(), unique.key(), job.enqueuedAt())).findFirst());
        if (equal.isPresent()) {
            return new Enqueued.Duplicate(equal.get().id());
        }
        long waiting = history.all().stream().filter(facts -> facts.queued() && facts.is(request.queue(), request.group())).count();
        if (admission.quota().filter(quota -> waiting >= quota.mostQueued()).isPresent()) {
            return new Enqueued.Refused(Refusal.DEPTH);
        }
        return new Enqueued.Accepted(job.id());
    }

    private long inTheLastMinute(NewJob job) {
        long now = job.enqueuedAt().getEpochSecond();
        return counted.getOrDefault(job.request().group(), List.of()).stream().filter(second -> second > now - MINUTE).count();
    }
}
