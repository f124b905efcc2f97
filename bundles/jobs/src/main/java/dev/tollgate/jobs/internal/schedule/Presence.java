package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.spi.ScheduleStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells that this node is up, and clears away what waits for nodes that are gone. */
public final class Presence {
    public static final Duration EVERY = Duration.ofSeconds(10);
    static final Duration GONE_AFTER = Duration.ofMinutes(2);
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final String node;
    private final ScheduleStore store;
    private final Clock clock;
    private Instant told = Instant.MIN;

    public Presence(String node, ScheduleStore store, Clock clock) {
        this.node = node;
        this.store = store;
        this.clock = clock;
    }

    /** Its own sign of life comes first: after a pause of the whole process it would count itself among the gone. */
    public void tick() {
        Instant now = clock.instant();
        if (!now.isBefore(told) && now.isBefore(told.plus(EVERY))) {
            return;
        }
        store.alive(node, now);
        int abandoned = store.abandon(now.minus(GONE_AFTER));
        told = now;
        if (abandoned > 0) {
            LOG.warn("{} jobs for nodes that were not seen for {} are discarded", abandoned, GONE_AFTER);
        }
    }
}
