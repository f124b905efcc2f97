package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Instant;
import java.util.Locale;

/** What an administrator does to schedules. */
public record ScheduleControl(ScheduleReader reader, Firing firing, Doorbell bell, ScheduleBell schedules) {
    /** Each try reads the schedule anew; who changes it more often than this is not to be outrun. */
    private static final int TRIES = 5;

    /** See {@link dev.tollgate.jobs.JobsAdmin#runNow}. */
    public JobId runNow(String id, String by) {
        for (int tries = 0; tries < TRIES; tries++) {
            StoredSchedule schedule = reader.find(id).orElseThrow(() -> unknown(id));
            if (!schedule.fires()) {
                throw new IllegalStateException("schedule " + id + " is " + ScheduleReader.status(schedule).name().toLowerCase(Locale.ROOT)
                        + (schedule.paused() ? ": its plugin is not active; activate it first" : ": enable it first"));
            }
            Instant now = reader.clock().instant();
            Fire fire = firing.manual(schedule, by, now);
            // As in the timetable: a job for a node that nobody ever saw would wait for ever when it is gone.
            fire.node().ifPresent(node -> reader.store().alive(node, now));
            Fired fired = reader.store().fire(fire);
            if (fired instanceof Fired.Enqueued enqueued) {
                bell.ring();
                return enqueued.id();
            }
            if (fired instanceof Fired.Skipped skipped) {
                throw new IllegalStateException("schedule " + id + " is not run now: " + skipped.reason());
            }
        }
        throw new IllegalStateException("schedule " + id + " is not run now: it was changed meanwhile, again and again; try again");
    }

    /** See {@link dev.tollgate.jobs.JobsAdmin#setStatus}. */
    public void setStatus(String id, ScheduleStatus status, String by) {
        if (status == ScheduleStatus.PAUSED_BY_PLUGIN) {
            throw new IllegalArgumentException("schedule " + id + ": paused_by_plugin is the host's to set; an administrator sets enabled or"
                    + " disabled");
        }
        if (!reader.store().enable(id, status == ScheduleStatus.ENABLED, by, reader.clock().instant())) {
            throw unknown(id);
        }
        schedules.ring();
    }

    private static IllegalArgumentException unknown(String id) {
        return new IllegalArgumentException("there is no schedule '" + id + "'");
    }
}
