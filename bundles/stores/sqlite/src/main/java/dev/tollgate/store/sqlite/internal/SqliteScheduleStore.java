package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import dev.tollgate.lifecycle.spi.Decisions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Schedules in SQLite. */
final class SqliteScheduleStore implements ScheduleStore {
    private static final String PAUSE = "UPDATE schedule SET paused = 1, revision = ? WHERE grp = ? AND NOT paused";
    private static final String ENABLE = """
            UPDATE schedule SET enabled = ?1, revision = ?2, switched_by = ?3, switched_at = ?4,
                                since = CASE WHEN ?1 THEN ?4 ELSE since END
            WHERE id = ?5 AND enabled <> ?1""";
    private static final String IS_THERE = "SELECT 1 FROM schedule WHERE id = ?";
    private static final String ALL = "SELECT " + ScheduleRows.COLUMNS + " FROM schedule ORDER BY id";
    private static final String ALIVE = """
            INSERT INTO node (name, seen_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at""";

    private final Access access;
    private final Clock clock;

    SqliteScheduleStore(Database database, Clock clock) {
        this.access = new Access(database, JobStoreException::new);
        this.clock = clock;
    }

    @Override
    public void declare(String group, List<Declaration> declarations, Instant at) {
        access.write("declare schedules", session -> {
            ScheduleRows.replace(session, group, declarations, at);
            return null;
        });
    }

    @Override
    public void pause(String group) {
        access.write("pause schedules", session -> session.update(PAUSE, ScheduleRows.nextRevision(session), group));
    }

    @Override
    public void withdraw(String group) {
        declare(group, List.of(), clock.instant());
    }

    @Override
    public boolean enable(String id, boolean enabled, String by, Instant at) {
        return access.write("switch a schedule", session -> {
            if (session.update(ENABLE, enabled, ScheduleRows.nextRevision(session), by, at, id) == 1) {
                AuditTrail.append(session, Decisions.schedule(id, enabled, by, at));
            }
            return session.first(IS_THERE, row -> row.number(1), id).isPresent();
        });
    }

    @Override
    public List<StoredSchedule> all(String node) {
        return access.read("read schedules", session -> session.all(ALL, ScheduleRows::read, node));
    }

    @Override
    public Fired fire(Fire fire) {
        return access.write("fire a schedule", session -> ScheduleFire.in(session, fire));
    }

    @Override
    public void alive(String node, Instant at) {
        access.write("note that a node is up", session -> session.update(ALIVE, node, at));
    }

    @Override
    public int abandon(Instant before) {
        return access.write("discard the jobs of nodes that are gone", session ->
                LostNodes.abandon(session, before, clock.instant()));
    }
}
