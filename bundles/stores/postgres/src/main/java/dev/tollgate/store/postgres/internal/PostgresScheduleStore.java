package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import dev.tollgate.store.postgres.internal.Announcer.News;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Schedules in PostgreSQL, for many nodes. */
final class PostgresScheduleStore implements ScheduleStore {
    private static final String ALL = "SELECT " + ScheduleRows.COLUMNS + """
            , (SELECT max(fire_at) FROM tollgate.schedule_fire fire WHERE fire.schedule = schedule.id
               AND fire.node = CASE WHEN schedule.scope = 'ALL_NODE' THEN ? ELSE '' END AND fire.fire_at >= schedule.times_since)
            FROM tollgate.schedule ORDER BY id""";

    private final Access access;
    private final Announcer announcer;
    private final Clock clock;

    PostgresScheduleStore(Database database, Nodes nodes) {
        this(database, nodes, database.clock());
    }

    PostgresScheduleStore(Database database, Nodes nodes, Clock clock) {
        this.access = new Access(database, JobStoreException::new);
        this.announcer = nodes.announcer();
        this.clock = clock;
    }

    @Override
    public void declare(String group, List<Declaration> declarations, Instant at) {
        change("declare schedules", session -> {
            ScheduleChanges.declare(session, group, declarations, at);
            return true;
        });
    }

    @Override
    public void pause(String group) {
        change("pause schedules", session -> {
            ScheduleChanges.pause(session, group);
            return true;
        });
    }

    @Override
    public void withdraw(String group) {
        change("withdraw schedules", session -> {
            ScheduleChanges.withdraw(session, group);
            return true;
        });
    }

    @Override
    public boolean enable(String id, boolean enabled, String by, Instant at) {
        return change("switch a schedule", session -> ScheduleChanges.enable(session, id, enabled, by, at));
    }

    @Override
    public List<StoredSchedule> all(String node) {
        return access.read("read schedules", PostgresJobStore.PATIENCE, session -> session.all(ALL, ScheduleRows::stored, node));
    }

    @Override
    public Fired fire(Fire fire) {
        Fired fired = access.write("decide a fire time", PostgresJobStore.PATIENCE, session -> FireDecision.in(session, fire));
        if (fired instanceof Fired.Enqueued) {
            announcer.announce(News.READY);
        }
        return fired;
    }

    @Override
    public void alive(String node, Instant at) {
        access.write("note that a node is up", PostgresJobStore.PATIENCE, session -> {
            LostNodes.alive(session, node, at);
            return true;
        });
    }

    @Override
    public int abandon(Instant before) {
        return access.write("discard jobs of lost nodes", PostgresJobStore.PATIENCE, session ->
                LostNodes.abandon(session, before, clock.instant()));
    }

    private <T> T change(String what, Work<T> work) {
        T result = access.write(what, PostgresJobStore.PATIENCE, work);
        announcer.announce(News.SCHEDULES);
        return result;
    }
}
