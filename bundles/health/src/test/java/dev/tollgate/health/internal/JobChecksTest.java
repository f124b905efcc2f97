package dev.tollgate.health.internal;

import static dev.tollgate.health.internal.HandHost.START;
import static dev.tollgate.health.internal.HandHost.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Backlogs;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobChecksTest {
    private final List<Backlog> waiting = new ArrayList<>();
    private final List<ScheduleView> late = new ArrayList<>();
    private final List<RunView> skipped = new ArrayList<>();
    private final HandHost host = new HandHost().with(Fake.of(Backlogs.class, Map.of("backlog", () -> waiting, "late", () -> late)))
            .with(Fake.of(Jobs.class, Map.of("runs", () -> skipped)));

    @Test
    void aQueueIsAsDeepAndAsOldAsItMayBeAndNoMore() {
        QueuesCheck check = new QueuesCheck(host, Settings.rules("queue_depth_warn", 10, "queue_depth_red", 20, "queue_age_warn_s", 60,
                "queue_age_red_s", 600));
        assertThat(said(check)).startsWith("OK");
        waiting.add(new Backlog("plugins", 10, START));
        assertThat(said(check)).startsWith("OK").contains("10 jobs are due, the oldest for 0 s");
        waiting.set(0, new Backlog("plugins", 11, START));
        assertThat(said(check)).startsWith("WARN").contains("queue.depth.warn in dev.tollgate.health", "worker.threads");
        waiting.set(0, new Backlog("plugins", 21, START));
        assertThat(said(check)).startsWith("CRITICAL").contains("queue.depth.red in");
        waiting.set(0, new Backlog("plugins", 1, START));
        host.turn(Duration.ofSeconds(60));
        assertThat(said(check)).startsWith("OK").contains("1 job is due, the oldest for 60 s");
        host.turn(Duration.ofSeconds(1));
        assertThat(said(check)).startsWith("WARN").contains("queue.age.warn.s in");
        host.turn(Duration.ofSeconds(540));
        assertThat(said(check)).startsWith("CRITICAL").contains("queue.age.red.s in");
    }

    @Test
    void jobsThatNobodyHandlesAreRedAfterAWhile() {
        HandlersCheck check = new HandlersCheck(host, Settings.rules("unhandled_s", 30));
        host.queues.add("plugins");
        waiting.add(new Backlog("plugins", 5, START));
        host.turn(Duration.ofHours(1));
        assertThat(said(check)).as("they have a handler").startsWith("OK");
        waiting.add(new Backlog("chores", 2, host.clock().instant()));
        host.turn(Duration.ofSeconds(29));
        assertThat(said(check)).as("the bundle may be being replaced").startsWith("OK");
        host.turn(Duration.ofSeconds(1));
        assertThat(said(check)).startsWith("CRITICAL").contains("queue chores: 2 jobs wait, the oldest for 30 s, and no handler is registered");
        host.queues.add("chores");
        assertThat(said(check)).startsWith("OK");
        host.queues.remove("chores");
        assertThat(said(new HandlersCheck(host, Settings.rules("unhandled_s", 0)))).startsWith("CRITICAL");
    }

    @Test
    void aScheduleThatNobodyFiresIsRed() {
        SchedulesCheck check = new SchedulesCheck(host, Settings.rules());
        assertThat(said(check)).startsWith("OK");
        JobContract contract = new JobContract("tidy", "tidy", "", "@daily", ZoneOffset.UTC, Scope.LEADER, 1, Duration.ofMinutes(1), "h");
        late.add(new ScheduleView("shop/tidy", "shop", contract, ScheduleStatus.ENABLED, true, Optional.empty(), Optional.empty()));
        assertThat(said(check)).startsWith("CRITICAL").contains("schedule shop/tidy has a fire time more than 120 s ago", "tollgate:schedules show shop/tidy");
    }

    @Test
    void aFireTimeThatWasSkippedIsAWarningForAWhile() {
        SchedulesCheck check = new SchedulesCheck(host, Settings.rules("schedules_skipped_s", 600));
        skipped.add(new RunView(Optional.empty(), Optional.of("shop/tidy"), "tidy", "shop", Origin.Trigger.SCHEDULE, Optional.of(START), "n1", 0, START, START,
                RunResult.SKIPPED, "3 fire times were missed", ""));
        assertThat(said(check)).startsWith("WARN").contains("schedule shop/tidy, 2026-03-01T12:00:00Z: 3 fire times were missed");
        host.turn(Duration.ofSeconds(600));
        assertThat(said(check)).startsWith("OK");
    }
}
