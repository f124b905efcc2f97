package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Origin.Trigger;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Decides a fire time. */
final class ScheduleFire {
    private static final String ALLOWED = """
            SELECT max_concurrent FROM schedule WHERE id = ? AND revision = ? AND enabled AND NOT paused""";
    private static final String DECIDE = """
            INSERT INTO schedule_fire (schedule, node, fire_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String LIVE = """
            SELECT count(*) FROM job WHERE schedule = ?1 AND finished_at IS NULL AND (?2 IS NULL OR queue = ?2)""";

    private ScheduleFire() {
    }

    static Fired in(Session session, Fire fire) throws SQLException {
        Optional<Integer> allowed = session.first(ALLOWED, row -> row.number(1), fire.schedule(), fire.revision());
        if (allowed.isEmpty()) {
            return new Fired.Stale();
        }
        if (fire.fireAt().isPresent()
                && session.update(DECIDE, fire.schedule(), fire.node().orElse(""), fire.fireAt()) == 0) {
            return new Fired.Taken();
        }
        if (fire.missed().isPresent()) {
            return skipped(session, fire, fire.missed().get());
        }
        int live = session.first(LIVE, row -> row.number(1), fire.schedule(), fire.node().map(node -> fire.job().request().queue()))
                .orElseThrow();
        if (live >= allowed.get()) {
            return skipped(session, fire, live + " of its executions are live, and " + allowed.get() + " may be");
        }
        Enqueued enqueued = JobInsert.in(session, fire.job());
        return enqueued instanceof Enqueued.Accepted accepted ? new Fired.Enqueued(accepted.id())
                : skipped(session, fire, because(enqueued));
    }

    private static Fired skipped(Session session, Fire fire, String reason) throws SQLException {
        if (fire.fireAt().isPresent()) {
            Instant at = fire.job().enqueuedAt();
            RunLog.add(session, new RunView(Optional.empty(), Optional.of(fire.schedule()), LoggedJob.name(fire.schedule()),
                    fire.job().request().group(), Trigger.SCHEDULE, fire.fireAt(), fire.node().orElse(""), 0, at, at,
                    RunResult.SKIPPED, reason, ""));
        }
        return new Fired.Skipped(reason);
    }

    private static String because(Enqueued enqueued) {
        if (enqueued instanceof Enqueued.Refused refused) {
            return switch (refused.reason()) {
                case CLOSED -> "its group is closed";
                case RATE -> "its group enqueued as much as it may in a minute";
                case DEPTH -> "as many jobs of its group wait as may";
            };
        }
        return "an equal job is there: " + ((Enqueued.Present) enqueued).id();
    }
}
