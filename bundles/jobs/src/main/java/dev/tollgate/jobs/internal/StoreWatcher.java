package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.spi.JobWatcher;
import java.util.Set;

/** Passes on what a store tells. */
public record StoreWatcher(Doorbell bell, ScheduleBell schedules, Worker worker) implements JobWatcher {
    @Override
    public void ready() {
        bell.ring();
    }

    @Override
    public void schedulesChanged() {
        schedules.ring();
    }

    @Override
    public void unprotected(Set<JobId> jobs) {
        worker.unprotected(jobs);
    }
}
