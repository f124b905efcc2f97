package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.Trip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Breakers that are forgotten with the process. It can be broken, as a full disk is, and counts its writes. */
final class MemoryBreakerStore implements BreakerStore {
    private final Map<String, Breaker> breakers = new HashMap<>();
    private final List<Trip> trips = new ArrayList<>();
    private final List<BreakerEvent> events = new ArrayList<>();
    boolean full;
    int writes;

    @Override
    public Map<String, Breaker> breakers() {
        return Map.copyOf(breakers);
    }

    @Override
    public void tripped(Trip trip, Breaker after, Optional<BreakerEvent> event, TripsKept kept) {
        write();
        trips.add(0, trip);
        breakers.put(trip.plugin().slug(), after);
        event.ifPresent(happened -> events.add(0, happened));
    }

    @Override
    public void changed(Breaker after, BreakerEvent event) {
        write();
        breakers.put(event.slug(), after);
        events.add(0, event);
    }

    @Override
    public List<Trip> trips(String slug) {
        return trips.stream().filter(trip -> trip.plugin().slug().equals(slug)).toList();
    }

    @Override
    public List<BreakerEvent> events(String slug) {
        return events.stream().filter(event -> event.slug().equals(slug)).toList();
    }

    @Override
    public void forget(String slug) {
        breakers.remove(slug);
        trips.removeIf(trip -> trip.plugin().slug().equals(slug));
    }

    private void write() {
        if (full) {
            throw new StoreException("the disk is full", null);
        }
        writes++;
    }
}
