package dev.tollgate.metrics.internal;

import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Backlogs;
import dev.tollgate.jobs.Jobs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** How jobs and schedules stand: in the store, so for all nodes that share it. */
final class JobReadings {
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final double MILLIS = 1e-3;
    private static final String QUEUE = "queue";

    private JobReadings() {
    }

    static void of(Jobs jobs, Backlogs backlogs, Clock clock, Readings readings) {
        readings.gauge("tollgate_jobs", "Jobs by state, those included that are kept for the record.", readings.reading("jobs", jobs::counts),
                (counts, rows) -> counts.forEach((state, count) -> rows.add(count, Readings.name(state))), "state");
        Reading<List<Backlog>> queues = readings.reading("queues", backlogs::backlog);
        readings.gauge("tollgate_queue_due_jobs", "Jobs that may run now and do not.", queues,
                (all, rows) -> all.forEach(queue -> rows.add(queue.due(), queue.queue())), QUEUE);
        readings.gauge("tollgate_queue_lag_seconds", "How long the first of them is overdue.", queues, (all, rows) -> all.forEach(queue ->
                rows.add(Math.max(0, Duration.between(queue.oldest(), clock.instant()).toMillis() * MILLIS), queue.queue())), QUEUE);
        readings.gauge("tollgate_schedules", "Schedules by status.", readings.reading("schedules", jobs::schedules),
                (all, rows) -> all.forEach(schedule -> rows.add(1, Readings.name(schedule.status()))), "status");
        readings.gauge("tollgate_schedules_late", "Schedules that should have fired more than a minute ago.",
                readings.reading("late schedules", () -> backlogs.late(LATE)), (late, rows) -> rows.add(late.size()));
    }
}
