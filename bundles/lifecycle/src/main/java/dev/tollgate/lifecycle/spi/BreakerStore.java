package dev.tollgate.lifecycle.spi;

import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.Trip;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps breakers, records of trips, and the record of what breakers did. Every method is one transaction, durable when it
 * returns, and safe to call from many threads. Moments are whole milliseconds. Failures are {@link StoreException}.
 */
@ConsumerType
public interface BreakerStore {
    /** The breakers of all plugins that ever tripped, by slug. */
    Map<String, Breaker> breakers();

    /** Adds a trip, puts the plugin's breaker, records what followed from it, and removes the trips beyond {@code kept}. */
    void tripped(Trip trip, Breaker after, Optional<BreakerEvent> event, TripsKept kept);

    /** Puts the breaker of the event's plugin and records the event. */
    void changed(Breaker after, BreakerEvent event);

    /** The trips of a plugin that are kept, all its versions, newest first. */
    List<Trip> trips(String slug);

    /** What became of a plugin by its breaker, newest first; it outlives the plugin. */
    List<BreakerEvent> events(String slug);

    /** Removes a plugin's breaker and its trips. */
    void forget(String slug);
}
