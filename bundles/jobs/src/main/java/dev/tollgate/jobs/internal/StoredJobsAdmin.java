package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.spi.JobStore;
import java.time.Clock;
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
        this(store, bell, Clock.systemUTC());
    }

    public StoredJobsAdmin(JobStore store, Doorbell bell, Clock clock) {
        this.store = store;
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public void replay(JobId id, UnaryOperator<byte[]> payload) {
        if (!store.replay(id, clock.instant(), payload)) {
            throw notDead(id, "replayed");
        }
        bell.ring();
    }

    @Override
    public void discard(JobId id) {
        if (!store.discard(id, clock.instant())) {
            throw notDead(id, "discarded");
        }
    }

    private static IllegalStateException notDead(JobId id, String done) {
        return new IllegalStateException("job " + id + " is not in the dead letters: only dead letters can be " + done);
    }
}
