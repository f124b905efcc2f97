package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Enqueued.Refusal;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes one job in, or says which of its conditions does not hold. */
final class Intake {
    private record RepeatKey(String group, String key) { }

    private final Tables tables;
    private final RateWindow rates = new RateWindow();
    private final Map<RepeatKey, JobId> first = new HashMap<>();

    Intake(Tables tables) {
        this.tables = tables;
    }

    /** All of them or, if one of the ids is there already, none. */
    List<Enqueued> takeAll(List<NewJob> jobs) {
        Set<JobId> given = new HashSet<>();
        jobs.forEach(job -> {
            if (tables.jobs().containsKey(job.id()) || !given.add(job.id())) {
                throw new JobStoreException("job " + job.id() + " is there already", null);
            }
        });
        return jobs.stream().map(this::take).toList();
    }

    private Enqueued take(NewJob job) {
        Optional<Refusal> refusal = closed(job.request()).or(() -> tooOften(job));
        if (refusal.isPresent()) {
            return new Enqueued.Refused(refusal.get());
        }
        Optional<Enqueued> present = repeated(job.request()).or(() -> duplicate(job));
        if (present.isEmpty() && tooMany(job.request())) {
            return new Enqueued.Refused(Refusal.DEPTH);
        }
        if (job.request().admission().quota().isPresent()) {
            rates.count(job.request().group(), job.enqueuedAt());
        }
        return present.orElseGet(() -> add(job));
    }

    private Enqueued add(NewJob job) {
        tables.jobs().put(job.id(), new JobRow(job));
        job.request().admission().idempotencyKey().ifPresent(key -> first.put(new RepeatKey(job.request().group(), key), job.id()));
        return new Enqueued.Accepted(job.id());
    }

    private Optional<Refusal> closed(JobRequest request) {
        return tables.group(request.queue(), request.group()) == GroupState.CLOSED ? Optional.of(Refusal.CLOSED) : Optional.empty();
    }

    private Optional<Refusal> tooOften(NewJob job) {
        return job.request().admission().quota()
                .filter(quota -> rates.within(job.request().group(), job.enqueuedAt()) >= quota.perMinute())
                .map(quota -> Refusal.RATE);
    }

    private Optional<Enqueued> repeated(JobRequest request) {
        return request.admission().idempotencyKey().map(key -> first.get(new RepeatKey(request.group(), key)))
                .filter(tables.jobs()::containsKey).map(Enqueued.Repeated::new);
    }

    private Optional<Enqueued> duplicate(NewJob job) {
        Optional<Admission.Unique> unique = job.request().admission().unique();
        return unique.flatMap(asked -> tables.jobs().values().stream()
                .filter(row -> row.excludes(job.request().group(), asked.key(), job.enqueuedAt())).findFirst())
                .map(row -> new Enqueued.Duplicate(row.id()));
    }

    private boolean tooMany(JobRequest request) {
        return request.admission().quota().isPresent() && tables.jobs().values().stream()
                .filter(row -> row.state() == JobState.QUEUED && row.is(request.queue(), request.group()))
                .count() >= request.admission().quota().get().mostQueued();
    }
}
