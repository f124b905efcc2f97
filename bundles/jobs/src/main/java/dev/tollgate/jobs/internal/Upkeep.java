package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.spi.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What recurs: heartbeats, taking over from dead workers, and retention. */
public final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration BETWEEN_PRUNES = Duration.ofMinutes(10);
    /** A store removes a part at a time; between the parts of a large backlog heartbeats go on. */
    private static final int PARTS_PER_TICK = 20;

    private final Worker worker;
    private final JobStore store;
    private final EngineSettings settings;
    private final Clock clock;
    private final Doorbell bell;
    private Instant nextPrune = Instant.MIN;

    public Upkeep(Worker worker, JobStore store, EngineSettings settings, Doorbell bell) {
        this.worker = worker;
        this.store = store;
        this.settings = settings;
        this.clock = store.clock();
        this.bell = bell;
    }

    /** How often to {@link #tick}: a lease outlives two lost heartbeats. */
    public Duration interval() {
        return settings.lease().dividedBy(3);
    }

    /**
     * The heartbeat comes first. After a pause of the whole process its own leases have ended too, and taking over first
     * would queue again what still runs here.
     */
    public void tick() {
        worker.beat();
        int reclaimed = store.reclaim(clock.instant());
        if (reclaimed > 0) {
            LOG.warn("{} jobs of workers that stopped without giving them back are queued again", reclaimed);
            bell.ring();
        }
        prune();
    }

    private void prune() {
        Instant now = clock.instant();
        if (now.isBefore(nextPrune)) {
            return;
        }
        for (int part = 0; part < PARTS_PER_TICK; part++) {
            int removed = store.prune(settings.retention(now));
            if (removed == 0) {
                nextPrune = now.plus(BETWEEN_PRUNES);
                return;
            }
        }
    }
}
