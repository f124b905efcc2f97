package dev.tollgate.store.sqlite.internal;

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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Breakers and trips in SQLite. */
final class SqliteBreakerStore implements BreakerStore {
    private static final String BREAKERS = "SELECT slug, total, trips, cycles, out FROM breaker";
    private static final String PUT = """
            INSERT INTO breaker (slug, total, trips, cycles, out) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE
            SET total = excluded.total, trips = excluded.trips, cycles = excluded.cycles, out = excluded.out""";
    private static final String ADD = """
            INSERT INTO trip (slug, version, digest, limit_name, allowed, used, handler, request_id, stack, tripped_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String TRIM_PLUGIN = """
            DELETE FROM trip WHERE slug = ? AND seq <= (SELECT seq FROM trip WHERE slug = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)""";
    private static final String TRIM_ALL = """
            DELETE FROM trip WHERE seq <= (SELECT seq FROM trip ORDER BY seq DESC LIMIT 1 OFFSET ?)""";
    private static final String TRIPS = """
            SELECT slug, version, digest, limit_name, allowed, used, handler, request_id, stack, tripped_at FROM trip
            WHERE slug = ? ORDER BY seq DESC""";
    private static final String RECORD = "INSERT INTO breaker_event (slug, kind, done_by, detail, happened_at) VALUES (?, ?, ?, ?, ?)";
    private static final String EVENTS = """
            SELECT slug, kind, done_by, detail, happened_at FROM breaker_event WHERE slug = ? ORDER BY seq DESC""";
    private static final String FORGET = "DELETE FROM breaker WHERE slug = ?";
    private static final String FORGET_TRIPS = "DELETE FROM trip WHERE slug = ?";

    private final Access access;

    SqliteBreakerStore(Database database) {
        this.access = new Access(database, StoreException::new);
    }

    @Override
    public Map<String, Breaker> breakers() {
        return access.read("read breakers", session -> session.all(BREAKERS, row -> Map.entry(row.text(1),
                new Breaker(row.large(2), moments(row.text(3)), moments(row.text(4)), row.number(5) == 1))))
                .stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void tripped(Trip trip, Breaker after, Optional<BreakerEvent> event, TripsKept kept) {
        PluginId plugin = trip.plugin();
        access.write("record a trip", session -> {
            session.update(ADD, plugin.slug(), plugin.version(), plugin.digest().hex(), trip.limit(), trip.allowed(), trip.used(),
                    trip.handler(), trip.requestId(), String.join("\n", trip.stack()), trip.at());
            session.update(TRIM_PLUGIN, plugin.slug(), plugin.slug(), kept.perPlugin());
            session.update(TRIM_ALL, kept.all());
            put(session, plugin.slug(), after);
            if (event.isPresent()) {
                record(session, event.get());
            }
            return null;
        });
    }

    @Override
    public void changed(Breaker after, BreakerEvent event) {
        access.write("change a breaker", session -> {
            put(session, event.slug(), after);
            record(session, event);
            return null;
        });
    }

    @Override
    public List<Trip> trips(String slug) {
        return access.read("read trips", session -> session.all(TRIPS, SqliteBreakerStore::trip, slug));
    }

    @Override
    public List<BreakerEvent> events(String slug) {
        return access.read("read what breakers did", session -> session.all(EVENTS, row -> new BreakerEvent(row.text(1),
                BreakerEvent.Kind.valueOf(row.text(2)), row.text(3), row.text(4), row.instant(5)), slug));
    }

    @Override
    public void forget(String slug) {
        access.write("forget a breaker", session -> session.update(FORGET, slug) + session.update(FORGET_TRIPS, slug));
    }

    private static void put(Session session, String slug, Breaker breaker) throws SQLException {
        session.update(PUT, slug, breaker.total(), text(breaker.trips()), text(breaker.cycles()), breaker.out() ? 1 : 0);
    }

    private static void record(Session session, BreakerEvent event) throws SQLException {
        session.update(RECORD, event.slug(), event.kind(), event.by(), event.detail(), event.at());
        AuditTrail.append(session, Decisions.of(event));
    }

    private static Trip trip(Row row) throws SQLException {
        return new Trip(Limit.valueOf(row.text(4)), row.large(5), row.large(6),
                new PluginId(row.text(1), row.text(2), new Digest(row.text(3))), row.text(7), row.text(8),
                row.text(9).lines().toList(), row.instant(10));
    }

    private static String text(List<Instant> moments) {
        return moments.stream().map(moment -> Long.toString(Times.millis(moment))).collect(Collectors.joining(" "));
    }

    private static List<Instant> moments(String text) {
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(Long::valueOf).map(Instant::ofEpochMilli).toList();
    }
}
