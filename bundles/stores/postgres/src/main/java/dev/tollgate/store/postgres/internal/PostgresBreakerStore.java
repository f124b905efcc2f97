package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.Decisions;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Breakers and trips in PostgreSQL. Changes are made one after the other: so the numbers of trips are in the order in which they
 * are seen, and nobody who removes old ones meets another who does.
 */
final class PostgresBreakerStore implements BreakerStore {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ALONE = "SELECT pg_advisory_xact_lock(3270094512886217749)";
    private static final String BREAKERS = "SELECT slug, total, trips, cycles, out FROM tollgate.breaker";
    private static final String PUT = """
            INSERT INTO tollgate.breaker (slug, total, trips, cycles, out) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (slug) DO UPDATE
            SET total = excluded.total, trips = excluded.trips, cycles = excluded.cycles, out = excluded.out""";
    private static final String ADD = """
            INSERT INTO tollgate.trip (slug, version, digest, limit_name, allowed, used, handler, request_id, stack, tripped_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String TRIM_PLUGIN = """
            DELETE FROM tollgate.trip WHERE slug = ?
            AND seq <= (SELECT seq FROM tollgate.trip WHERE slug = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)""";
    private static final String TRIM_ALL = """
            DELETE FROM tollgate.trip WHERE seq <= (SELECT seq FROM tollgate.trip ORDER BY seq DESC LIMIT 1 OFFSET ?)""";
    private static final String TRIPS = """
            SELECT slug, version, digest, limit_name, allowed, used, handler, request_id, stack, tripped_at FROM tollgate.trip
            WHERE slug = ? ORDER BY seq DESC""";
    private static final String RECORD = """
            INSERT INTO tollgate.breaker_event (slug, kind, done_by, detail, happened_at) VALUES (?, ?, ?, ?, ?)""";
    private static final String EVENTS = """
            SELECT slug, kind, done_by, detail, happened_at FROM tollgate.breaker_event WHERE slug = ? ORDER BY seq DESC""";
    private static final String FORGET = "DELETE FROM tollgate.breaker WHERE slug = ?";
    private static final String FORGET_TRIPS = "DELETE FROM tollgate.trip WHERE slug = ?";

    private final Access access;

    PostgresBreakerStore(Database database) {
        this.access = new Access(database, StoreException::new);
    }

    @Override
    public Map<String, Breaker> breakers() {
        return access.read("read breakers", PATIENCE, session -> session.all(BREAKERS, row -> Map.entry(row.text(1),
                new Breaker(row.large(2), row.instants(3), row.instants(4), row.truth(5)))))
                .stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void tripped(Trip trip, Breaker after, Optional<BreakerEvent> event, TripsKept kept) {
        String slug = trip.plugin().slug();
        change("record a trip", session -> {
            add(session, trip);
            session.update(TRIM_PLUGIN, slug, slug, kept.perPlugin());
            session.update(TRIM_ALL, kept.all());
            put(session, slug, after);
            if (event.isPresent()) {
                record(session, event.get());
            }
            return true;
        });
    }

    @Override
    public void changed(Breaker after, BreakerEvent event) {
        change("change a breaker", session -> {
            put(session, event.slug(), after);
            record(session, event);
            return true;
        });
    }

    @Override
    public List<Trip> trips(String slug) {
        return access.read("read trips", PATIENCE, session -> session.all(TRIPS, PostgresBreakerStore::trip, slug));
    }

    @Override
    public List<BreakerEvent> events(String slug) {
        return access.read("read what breakers did", PATIENCE, session -> session.all(EVENTS, row -> new BreakerEvent(row.text(1),
                BreakerEvent.Kind.valueOf(row.text(2)), row.text(3), row.text(4), row.instant(5)), slug));
    }

    @Override
    public void forget(String slug) {
        change("forget a breaker", session -> session.update(FORGET, slug) + session.update(FORGET_TRIPS, slug));
    }

    private <T> void change(String what, Work<T> work) {
        access.write(what, PATIENCE, session -> {
            session.first(ALONE, row -> true);
            return work.in(session);
        });
    }

    private static void put(Session session, String slug, Breaker breaker) throws SQLException {
        session.update(PUT, slug, breaker.total(), Columns.millis(breaker.trips()), Columns.millis(breaker.cycles()), breaker.out());
    }

    private static void add(Session session, Trip trip) throws SQLException {
        PluginId plugin = trip.plugin();
        session.update(ADD, plugin.slug(), plugin.version(), plugin.digest().hex(), trip.limit().name(), trip.allowed(), trip.used(),
                Columns.clean(trip.handler()), Columns.clean(trip.requestId()), Columns.texts(trip.stack(), Columns::clean), trip.at());
    }

    private static void record(Session session, BreakerEvent event) throws SQLException {
        session.update(RECORD, event.slug(), event.kind().name(), Columns.clean(event.by()), Columns.clean(event.detail()), event.at());
        AuditTrail.append(session, Decisions.of(event));
    }

    private static Trip trip(Row row) throws SQLException {
        return new Trip(Limit.valueOf(row.text(4)), row.large(5), row.large(6),
                new PluginId(row.text(1), row.text(2), new Digest(row.text(3))), row.text(7), row.text(8), row.texts(9), row.instant(10));
    }
}
