package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.spi.JobStore;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Empties the dead letters, one way or the other. */
@Component
public final class StoredJobsAdmin implements JobsAdmin {
    private final JobStore store;
    private final Doorbell bell;
    private final Clock clock;

    @Activate
    public StoredJobsAdmin(@Reference JobStore store, @Reference Doorbell bell) {
        this.store = store;
        this.bell = bell;
        this.clock = store.clock();
    }

    @Override
    public void replay(JobId id, UnaryOperator<byte[]> payload) {
        if (store.replay(List.of(id), clock.instant(), payload).isEmpty()) {
            throw notDead(id, "replayed");
        }
        bell.ring();
    }

    @Override
    public void discard(JobId id) {
        if (store.discard(List.of(id), clock.instant()).isEmpty()) {
            throw notDead(id, "discarded");
        }
    }

    @Override
    public JobId runNow(String schedule, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setStatus(String schedule, ScheduleStatus status, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Bulk replayAll(JobFilter dead, UnaryOperator<byte[]> payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Bulk discardAll(JobFilter dead) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause(String queue, String group, String by) {
        store.set(queue, group, GroupState.PAUSED, by, clock.instant());
    }

    @Override
    public void resume(String queue, String group) {
        open(queue, group);
    }

    @Override
    public int close(String queue, String group, String by) {
        return store.set(queue, group, GroupState.CLOSED, by, clock.instant());
    }

    @Override
    public void open(String queue, String group) {
        store.set(queue, group, GroupState.OPEN, "", clock.instant());
        bell.ring();
    }

    private static IllegalStateException notDead(JobId id, String done) {
        return new IllegalStateException("job " + id + " is not in the dead letters: only dead letters can be " + done);
    }
}
