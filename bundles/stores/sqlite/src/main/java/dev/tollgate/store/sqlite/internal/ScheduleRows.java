package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is declared for groups, a row each. */
final class ScheduleRows {
    /** What {@link #read} reads; the asking node is the first argument. */
    static final String COLUMNS = """
            grp, name, display_name, description, pattern, zone, scope, max_concurrent, timeout_ms, handler, queue, type, payload,
            max_retry, enabled, paused, revision, since,
            (SELECT max(fire_at) FROM schedule_fire
             WHERE schedule_fire.schedule = id AND node = CASE scope WHEN 'ALL_NODE' THEN ? ELSE '' END)""";

    private static final String TIMING_CHANGES = """
            DELETE FROM schedule_fire WHERE schedule = (
                SELECT id FROM schedule WHERE id = ? AND (pattern, zone, scope) <> (?, ?, ?))""";
    private static final String PUT = """
            INSERT INTO schedule (id, grp, name, display_name, description, pattern, zone, scope, max_concurrent, timeout_ms, handler,
                                  queue, type, payload, max_retry, revision, since)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                display_name = excluded.display_name, description = excluded.description, pattern = excluded.pattern,
                zone = excluded.zone, scope = excluded.scope, max_concurrent = excluded.max_concurrent,
                timeout_ms = excluded.timeout_ms, handler = excluded.handler, queue = excluded.queue, type = excluded.type,
                payload = excluded.payload, max_retry = excluded.max_retry, revision = excluded.revision, paused = 0,
                since = CASE WHEN (pattern, zone, scope) = (excluded.pattern, excluded.zone, excluded.scope)
                        THEN since ELSE excluded.since END
            WHERE paused OR (display_name, description, pattern, zone, scope, max_concurrent, timeout_ms, handler, queue, type,
                             payload, max_retry)
                <> (excluded.display_name, excluded.description, excluded.pattern, excluded.zone, excluded.scope,
                    excluded.max_concurrent, excluded.timeout_ms, excluded.handler, excluded.queue, excluded.type,
                    excluded.payload, excluded.max_retry)""";
    private static final String IDS = "SELECT id FROM schedule WHERE grp = ?";
    private static final String REMOVE = "DELETE FROM schedule WHERE id = ?";
    private static final String REMOVE_FIRES = "DELETE FROM schedule_fire WHERE schedule = ?";
    private static final String NEXT_REVISION = "UPDATE schedule_revision SET last = last + 1 RETURNING last";

    private ScheduleRows() {
    }

    static void replace(Session session, String group, List<Declaration> declarations, Instant at) throws SQLException {
        long revision = nextRevision(session);
        Set<String> gone = new HashSet<>(session.all(IDS, row -> row.text(1), group));
        for (Declaration declaration : declarations) {
            String id = StoredSchedule.id(group, declaration.contract().name());
            gone.remove(id);
            put(session, id, group, declaration, revision, at);
        }
        for (String id : gone) {
            session.update(REMOVE_FIRES, id);
            session.update(REMOVE, id);
        }
    }

    static long nextRevision(Session session) throws SQLException {
        return session.first(NEXT_REVISION, row -> row.large(1)).orElseThrow();
    }

    static StoredSchedule read(Row row) throws SQLException {
        JobContract contract = new JobContract(row.text(2), row.text(3), row.text(4), row.text(5), ZoneId.of(row.text(6)),
                Scope.valueOf(row.text(7)), row.number(8), Duration.ofMillis(row.large(9)), row.text(10));
        Declaration declaration = new Declaration(contract, row.text(11), row.text(12), row.bytes(13), row.number(14));
        return new StoredSchedule(row.text(1), declaration, row.number(15) != 0, row.number(16) != 0, row.large(17),
                row.instant(18), row.maybeInstant(19));
    }

    private static void put(Session session, String id, String group, Declaration declaration, long revision, Instant at)
            throws SQLException {
        JobContract contract = declaration.contract();
        String zone = contract.zone().getId();
        session.update(TIMING_CHANGES, id, contract.pattern(), zone, contract.scope());
        session.update(PUT, id, group, contract.name(), contract.displayName(), contract.description(), contract.pattern(), zone,
                contract.scope(), contract.maxConcurrent(), JobTerms.millis(contract.timeout()), contract.handler(),
                declaration.queue(), declaration.type(), declaration.payload(), declaration.maxRetry(), revision, at);
    }
}
