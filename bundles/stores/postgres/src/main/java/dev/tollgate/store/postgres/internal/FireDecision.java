package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides a fire time. The schedule's row is held, so that its live jobs are counted by one at a time. */
final class FireDecision {
    private static final String SCHEDULE = "SELECT " + ScheduleRows.COLUMNS + """
            , NULL::bigint FROM tollgate.schedule WHERE id = ? FOR UPDATE""";
    private static final String DECIDE = """
            INSERT INTO tollgate.schedule_fire (schedule, node, fire_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String LIVE = """
            SELECT count(*) FROM tollgate.job WHERE schedule = ? AND schedule IS NOT NULL AND finished_at IS NULL""";
    private static final String LIVE_ON_NODE = LIVE + " AND queue = ?";

    private FireDecision() {
    }

    static Fired in(Session session, Fire fire) throws SQLException {
        Optional<StoredSchedule> found = session.first(SCHEDULE, ScheduleRows::stored, fire.schedule());
        if (found.isEmpty() || !found.get().fires() || found.get().revision() != fire.revision()) {
            return new Fired.Stale();
        }
        if (fire.fireAt().isPresent() && session.update(DECIDE, fire.schedule(), ScheduleRows.node(fire.node()), fire.fireAt()) == 0) {
            return new Fired.Taken();
        }
        JobContract contract = found.get().declaration().contract();
        Optional<String> why = fire.missed().isPresent() ? fire.missed() : full(session, fire, contract);
        if (why.isPresent()) {
            return skipped(session, fire, contract, why.get());
        }
        Enqueued enqueued = JobInsert.in(session, List.of(fire.job())).get(0);
        if (enqueued instanceof Enqueued.Accepted accepted) {
            return new Fired.Enqueued(accepted.id());
        }
        return skipped(session, fire, contract, enqueued instanceof Enqueued.Refused refused
                ? "its job was refused: " + refused.reason() : "an equal job is there already: " + ((Enqueued.Present) enqueued).id());
    }

    private static Optional<String> full(Session session, Fire fire, JobContract contract) throws SQLException {
        Optional<Long> live = fire.node().isPresent()
                ? session.first(LIVE_ON_NODE, row -> row.large(1), fire.schedule(), fire.job().request().queue())
                : session.first(LIVE, row -> row.large(1), fire.schedule());
        return live.filter(count -> count >= contract.maxConcurrent())
                .map(count -> count + " of its jobs are live" + (fire.node().isPresent() ? " on this node" : "") + ", and "
                        + contract.maxConcurrent() + " may be");
    }

    private static Fired skipped(Session session, Fire fire, JobContract contract, String why) throws SQLException {
        if (fire.fireAt().isPresent()) {
            Instant now = fire.job().enqueuedAt();
            RunLog.add(session, List.of(new RunView(Optional.empty(), Optional.of(fire.schedule()), contract.name(),
                    fire.job().request().group(), Origin.Trigger.SCHEDULE, fire.fireAt(), ScheduleRows.node(fire.node()), 0, now, now,
                    RunResult.SKIPPED, why, "")));
        }
        return new Fired.Skipped(why);
    }
}
