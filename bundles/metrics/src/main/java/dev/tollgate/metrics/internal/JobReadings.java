package dev.tollgate.metrics.internal;

import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How jobs and schedules stand: in the store, so for all nodes that share it. */
final class JobReadings {
    private static final List<String> QUEUES = List.of("plugins", "lifecycle", "ingress");
    private static final double MILLIS = 1e-3;

    private JobReadings() {
    }

    static void of(Jobs jobs, Clock clock, Readings readings) {
        readings.gauge("tollgate_jobs", "Jobs by state, those included that are kept for the record.", readings.reading("jobs", jobs::counts),
                (counts, rows) -> counts.forEach((state, count) -> rows.add(count, Readings.name(state))), "state");
        readings.gauge("tollgate_queue_lag_seconds", "How long the job that waits longest is overdue.", readings.reading("queues", () -> lags(jobs, clock)),
                (lags, rows) -> lags.forEach(lag -> rows.add(lag.seconds(), lag.queue())), "queue");
        Reading<List<ScheduleView>> schedules = readings.reading("schedules", jobs::schedules);
        readings.gauge("tollgate_schedules", "Schedules by status.", schedules,
                (all, rows) -> all.forEach(schedule -> rows.add(1, Readings.name(schedule.status()))), "status");
        readings.gauge("tollgate_schedule_lag_seconds", "How long the schedule that is late the most should have fired already.", schedules,
                (all, rows) -> rows.add(all.stream().filter(schedule -> schedule.status() == ScheduleStatus.ENABLED)
                        .mapToDouble(schedule -> overdue(schedule.nextFire(), clock)).max().orElse(0)));
    }

    private record Lag(String queue, double seconds) {
    }

    private static List<Lag> lags(Jobs jobs, Clock clock) {
        return QUEUES.stream().map(queue -> new Lag(queue, overdue(jobs.nextDue(queue), clock))).toList();
    }

    private static double overdue(Optional<Instant> due, Clock clock) {
        return due.map(at -> Math.max(0, Duration.between(at, clock.instant()).toMillis() * MILLIS)).orElse(0.0);
    }
}
