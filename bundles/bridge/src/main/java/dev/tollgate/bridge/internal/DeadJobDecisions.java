package dev.tollgate.bridge.internal;

import dev.tollgate.abi.audit.Audit;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.bridge.DeadJobs;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Puts on record what administrators do with dead letters, before it is done: what cannot be recorded is not done. */
@Component(service = DeadJobDecisions.class)
public final class DeadJobDecisions {
    static final String RETRY = "job.retry";
    static final String DISCARD = "job.discard";

    private final Jobs jobs;
    private final Consumer<Decision> record;
    private final InstantSource clock;

    @Activate
    public DeadJobDecisions(@Reference Jobs jobs, @Reference Audit audit) {
        this(jobs, audit::record, InstantSource.system());
    }

    private DeadJobDecisions(Jobs jobs, Consumer<Decision> record, InstantSource clock) {
        this.jobs = jobs;
        this.record = record;
        this.clock = clock;
    }

    static DeadJobDecisions of(Jobs jobs, Consumer<Decision> record, InstantSource clock) {
        return new DeadJobDecisions(jobs, record, clock);
    }

    /** @throws IllegalStateException when it is none */
    JobView dead(JobId id) {
        return jobs.get(id).filter(job -> job.state() == JobState.DEAD)
                .orElseThrow(() -> new IllegalStateException("job " + id + " is not in the dead letters: only those can be tried again or discarded"));
    }

    void record(String verb, JobView job, String by) {
        record(verb, Optional.of(job.group()), "job " + job.id(), by);
    }

    void record(String verb, DeadJobs dead, String by) {
        record(verb, dead.slug(), "dead jobs" + dead.type().map(type -> " of type " + type).orElse("")
                + dead.reason().map(reason -> " whose reason contains '" + reason + "'").orElse(""), by);
    }

    private void record(String verb, Optional<String> slug, String object, String by) {
        record.accept(new Decision(clock.instant(), by, verb, slug, object, Optional.empty(), Optional.empty()));
    }
}
