package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.StoredSchedule;
import dev.tollgate.lifecycle.spi.Decisions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes of a group's schedules; those of one group are made one after the other, and take its rows in their order. */
final class ScheduleChanges {
    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(?, 8387214041498152051))";
    private static final String OF_GROUP = "SELECT " + ScheduleRows.COLUMNS + """
            , NULL::bigint FROM tollgate.schedule WHERE grp = ? ORDER BY id FOR UPDATE""";
    private static final String NEXT = "revision = nextval('tollgate.schedule_revision')";
    private static final String ADD = """
            INSERT INTO tollgate.schedule (name, display_name, description, pattern, zone, scope, max_concurrent, timeout_ms, handler,
                                           queue, type, payload, max_retry, id, grp, since, times_since)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String CHANGE = """
            UPDATE tollgate.schedule SET name = ?, display_name = ?, description = ?, pattern = ?, zone = ?, scope = ?,
                max_concurrent = ?, timeout_ms = ?, handler = ?, queue = ?, type = ?, payload = ?, max_retry = ?,
                since = CASE WHEN ? THEN since ELSE ? END, times_since = CASE WHEN ? THEN times_since ELSE ? END, paused = false,\s""" + NEXT + " WHERE id = ?";
    private static final String PAUSE = "UPDATE tollgate.schedule SET paused = true, " + NEXT + " WHERE id = ANY(?)";
    private static final String REMOVE = "DELETE FROM tollgate.schedule WHERE id = ANY(?)";
    private static final String ENABLE = """
            UPDATE tollgate.schedule SET enabled = ?, since = CASE WHEN ? THEN ? ELSE since END, switched_by = ?, switched_at = ?,\s""" + NEXT + " WHERE id = ? AND enabled <> ?";
    private static final String IS = "SELECT true FROM tollgate.schedule WHERE id = ?";

    private ScheduleChanges() {
    }

    static void declare(Session session, String group, List<Declaration> declarations, Instant at) throws SQLException {
        Map<String, StoredSchedule> before = new HashMap<>();
        alone(session, group).forEach(schedule -> before.put(schedule.id(), schedule));
        for (Declaration declared : declarations) {
            String id = StoredSchedule.id(group, declared.contract().name());
            StoredSchedule known = before.remove(id);
            if (known == null) {
                session.update(ADD, with(ScheduleRows.arguments(declared), id, group, at, at));
            } else if (known.paused() || !ScheduleRows.same(known.declaration(), declared)) {
                boolean sameTimes = ScheduleRows.sameTimes(known.declaration(), declared);
                session.update(CHANGE, with(ScheduleRows.arguments(declared), sameTimes, at, sameTimes, at, id));
            }
        }
        remove(session, before.keySet().toArray(String[]::new));
    }

    static void pause(Session session, String group) throws SQLException {
        session.update(PAUSE, (Object) alone(session, group).stream().filter(schedule -> !schedule.paused()).map(StoredSchedule::id)
                .toArray(String[]::new));
    }

    static void withdraw(Session session, String group) throws SQLException {
        remove(session, alone(session, group).stream().map(StoredSchedule::id).toArray(String[]::new));
    }

    static boolean enable(Session session, String id, boolean enabled, String by, Instant at) throws SQLException {
        if (session.update(ENABLE, enabled, enabled, at, by, at, id, enabled) == 0) {
            return session.first(IS, row -> true, id).isPresent();
        }
        AuditTrail.append(session, Decisions.schedule(id, enabled, by, at));
        return true;
    }

    private static List<StoredSchedule> alone(Session session, String group) throws SQLException {
        session.first(ALONE, row -> true, group);
        return session.all(OF_GROUP, ScheduleRows::stored, group);
    }

    private static void remove(Session session, String[] ids) throws SQLException {
        if (ids.length > 0) {
            session.update(REMOVE, (Object) ids);
        }
    }

    private static Object[] with(Object[] arguments, Object... more) {
        List<Object> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
