package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.NewJob;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/** Names and dates jobs, stores them, and rings. */
@Component(configurationPid = EngineSettings.PID)
public final class StoredQueue implements JobQueue {
    private final JobStore store;
    private final Doorbell bell;
    private final Clock clock;
    private final JobIds ids;

    @Activate
    public StoredQueue(@Reference(name = EngineSettings.STORE, target = EngineSettings.OWN_STORE) JobStore store, @Reference Doorbell bell) {
        this(store, bell, new SecureRandom());
    }

    /** Other keys of the configuration are no reason to stop; another store is, and is not told here. */
    @Modified
    void keep() {
        // What is used stays.
    }

    public StoredQueue(JobStore store, Doorbell bell, RandomGenerator random) {
        this.store = store;
        this.bell = bell;
        this.clock = store.clock();
        this.ids = new JobIds(clock, random);
    }

    @Override
    public Enqueued enqueue(JobRequest request) {
        return enqueue(List.of(request)).get(0);
    }

    @Override
    public List<Enqueued> enqueue(List<JobRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<Enqueued> answers = store.insert(requests.stream().map(request -> new NewJob(ids.next(), request, now)).toList());
        // Also for a delayed job: the dispatcher may be about to sleep past its time.
        if (answers.stream().anyMatch(Enqueued.Accepted.class::isInstance)) {
            bell.ring();
        }
        return answers;
    }
}
