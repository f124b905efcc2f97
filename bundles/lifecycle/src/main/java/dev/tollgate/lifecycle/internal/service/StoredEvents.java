package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The events of durable services, as jobs: on disk when they are taken in, tried again by the job engine, and its dead letters where they
 * ended badly. A catalogue has a queue of its own, as for its lifecycle tasks. The group is not the plugin's own, so that its events do
 * not use up how many jobs it may enqueue itself.
 */
@Component(service = StoredEvents.class)
public final class StoredEvents {
    /** Kept with a job: which result its last attempt had. */
    static final String REPORT = "{\"result\":\"%s\"}";

    private static final String QUEUE = "ingress";
    private static final String TYPE = "event";
    private static final String GROUP = "/events";
    /** How often one correlation id is followed over events that ended badly. */
    private static final int MOST_LIVES = 100;
    /** The rate of events is what the depth of the queue lets through. */
    private static final int ANY_RATE = 1_000_000_000;

    private final JobQueue queue;
    private final Jobs jobs;
    private final JobsAdmin admin;
    private final String name;
    private final RandomGenerator random;
    private final EventEnds ends = new EventEnds();

    /**
     * What became of an offer.
     *
     * @param repeated whether it was there before
     */
    record Answer(Offer offer, boolean repeated) {
    }

    @Activate
    public StoredEvents(@Reference JobQueue queue, @Reference Jobs jobs, @Reference JobsAdmin admin, @Reference ChosenCatalogue catalogue) {
        this(queue, jobs, admin, catalogue.store().name(), new SecureRandom());
    }

    private StoredEvents(JobQueue queue, Jobs jobs, JobsAdmin admin, String catalogue, RandomGenerator random) {
        this.queue = queue;
        this.jobs = jobs;
        this.admin = admin;
        this.name = catalogue.isEmpty() ? QUEUE : QUEUE + "." + catalogue;
        this.random = random;
    }

    static StoredEvents of(JobQueue queue, Jobs jobs, JobsAdmin admin, String catalogue, RandomGenerator random) {
        return new StoredEvents(queue, jobs, admin, catalogue, random);
    }

    String queue() {
        return name;
    }

    static String group(String slug) {
        return slug + GROUP;
    }

    /** Returns when the event is on disk, or is not taken in. */
    Answer offer(IngressEvent event, int capacity, int maxRetry) {
        Optional<String> same = Correlation.of(event).map(id -> digest(event.slug(), id));
        String key = same.orElseGet(() -> HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong()));
        JobRequest request = JobRequest.of(name, TYPE, group(event.slug()), new StoredEvent(key, event).encode(),
                Math.max(0, maxRetry + 1 - event.attempt()));
        Admission admission = Admission.FREE.within(new Admission.Quota(ANY_RATE, capacity));
        EventEnd end = ends.open(key);
        try {
            String life = key;
            for (int i = 0; i < MOST_LIVES; i++) {
                Enqueued answer = queue.enqueue(request.admitted(same.isPresent() ? admission.once(life) : admission));
                if (answer instanceof Enqueued.Accepted) {
                    return new Answer(new Offer(IngressResult.ACCEPTED, end.view()), false);
                }
                if (answer instanceof Enqueued.Refused refused) {
                    return refused(event, key, refused.reason());
                }
                JobId first = ((Enqueued.Present) answer).id();
                JobState state = jobs.get(first).map(JobView::state).orElse(JobState.DONE);
                if (state != JobState.DEAD && state != JobState.DISCARDED) {
                    if (state == JobState.DONE) {
                        ends.complete(key, IngressResult.ACCEPTED);
                    }
                    return new Answer(new Offer(IngressResult.ACCEPTED, end.view()), true);
                }
                life = key + ":" + first.value();
            }
            return refused(event, key, IngressStatus.QUEUE_FULL, "events of this correlation id ended badly too often: offer it by another");
        } catch (JobStoreException failed) {
            return refused(event, key, IngressStatus.SERVICE_UNAVAILABLE, "the store could not take it: offer it again later");
        }
    }

    private Answer refused(IngressEvent event, String key, Enqueued.Refusal reason) {
        return switch (reason) {
            case DEPTH, RATE -> refused(event, key, IngressStatus.QUEUE_FULL, "as many events wait as may: offer it again later");
            case CLOSED -> refused(event, key, IngressStatus.SERVICE_UNAVAILABLE, "the plugin is being removed");
        };
    }

    private Answer refused(IngressEvent event, String key, IngressStatus status, String detail) {
        IngressResult result = IngressResult.of(status, detail);
        // With a correlation id another offer may wait for the same end.
        if (event.correlationId().isEmpty()) {
            ends.complete(key, result);
        }
        return new Answer(Offer.refused(result), false);
    }

    /** What became of an event after all its attempts. */
    void ended(StoredEvent event, IngressResult result) {
        ends.complete(event.key(), result);
    }

    int depth(String slug, int most) {
        return jobs.queued(name, group(slug), most);
    }

    /** Newest first. */
    List<DeadEvent> dead(String slug) {
        return jobs.list(JobFilter.any(DeadEvents.MOST).queued(name).of(group(slug)).in(JobState.DEAD)).stream()
                .flatMap(job -> dead(job).stream()).toList();
    }

    private static Optional<DeadEvent> dead(JobView job) {
        try {
            IngressStatus status = job.report().filter(String.format(REPORT, IngressStatus.DISPATCH_TIMEOUT)::equals)
                    .map(late -> IngressStatus.DISPATCH_TIMEOUT).orElse(IngressStatus.DISPATCH_FAILED);
            return Optional.of(new DeadEvent(job.id().value(), StoredEvent.decode(job.payload()).at(Math.max(1, job.attempts())),
                    IngressResult.of(status, job.reason().orElse("")), job.finishedAt().orElse(job.runAt())));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Queues a dead event again; empty where there is none of that id. */
    Optional<Offer> replay(String slug, String id, Decision decision) {
        return find(slug, id).map(job -> {
            EventEnd end = ends.open(StoredEvent.decode(job.payload()).key());
            admin.replay(job.id(), payload -> StoredEvent.decode(payload).afresh().encode(), decision);
            return new Offer(IngressResult.ACCEPTED, end.view());
        });
    }

    boolean discard(String slug, String id, Decision decision) {
        Optional<JobView> job = find(slug, id);
        job.ifPresent(dead -> admin.discard(dead.id(), decision));
        return job.isPresent();
    }

    /** The event as it would be offered again. */
    Optional<IngressEvent> event(String slug, String id) {
        return find(slug, id).map(job -> StoredEvent.decode(job.payload()).afresh().event());
    }

    private Optional<JobView> find(String slug, String id) {
        try {
            return jobs.get(new JobId(id)).filter(job -> job.state() == JobState.DEAD && job.queue().equals(name)
                    && job.group().equals(group(slug)));
        } catch (IllegalArgumentException noJob) {
            return Optional.empty();
        }
    }

    private static String digest(String slug, Correlation same) {
        return Digest.of((slug + "\n" + same.source() + "\n" + same.ingress() + "\n" + same.id()).getBytes(StandardCharsets.UTF_8)).toString();
    }
}
