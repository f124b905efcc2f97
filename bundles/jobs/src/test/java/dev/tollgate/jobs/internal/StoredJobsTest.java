package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.internal.schedule.MemoryScheduleStore;
import dev.tollgate.jobs.internal.schedule.Reckoner;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredJobsTest {
    private final HandClock clock = new HandClock();
    private final MemoryJobStore store = new MemoryJobStore(clock);
    private final MemoryScheduleStore schedules = new MemoryScheduleStore();
    private final StoredJobs jobs = StoredJobs.of(store, schedules, new Reckoner(), "n1");
    private JobId id;

    @BeforeEach
    void oneIsEnqueuedAndTwoAreDeclared() {
        JobRequest request = JobRequest.of("plugins", "resize", "shop", new byte[0], 5);
        id = ((Enqueued.Present) new StoredQueue(store, new Doorbell(), new Random(42)).enqueue(request)).id();
        schedules.declare("shop", List.of(declared("tidy", "30 3 * * *"), declared("old", "0 25 * * *")), clock.instant());
        schedules.declare("blog", List.of(declared("tidy", "@hourly")), clock.instant());
    }

    private static Declaration declared(String name, String pattern) {
        return new Declaration(new JobContract(name, name, "", pattern, ZoneId.of("Europe/Berlin"), Scope.LEADER, 1, Duration.ofMinutes(1), "h"),
                "plugins", name, new byte[0], 0);
    }

    @Test
    void aBatchHasSchedulesAndJobsAndWhatIsMissingMalformedOrOfOthersIsNotThere() {
        List<String> ids = List.of("shop/tidy", "blog/tidy", id.value(), "00000000-0000-7000-8000-000000000000", "no id", "", "shop/none", "shop/tidy");

        assertThat(jobs.batchGet(ids, Optional.empty())).containsExactlyInAnyOrder(new JobSummary("shop/tidy", "tidy", "shop", "enabled"),
                new JobSummary("blog/tidy", "tidy", "blog", "enabled"), new JobSummary(id.value(), "resize", "shop", "queued"));
        assertThat(jobs.batchGet(ids, Optional.of("blog"))).containsExactly(new JobSummary("blog/tidy", "tidy", "blog", "enabled"));
        assertThat(jobs.batchGet(List.of(), Optional.empty())).isEmpty();
    }

    @Test
    void aBacklogIsThisNodesAndThatOfAll() {
        clock.turn(Duration.ofMinutes(1));
        StoredQueue queue = new StoredQueue(store, new Doorbell(), new Random(42));
        for (String name : new String[] {"plugins@n1", "plugins@n2", "chores@n2", "chores@n1"}) {
            queue.enqueue(JobRequest.of(name, "tidy", "shop", new byte[0], 0));
        }
        assertThat(jobs.backlog()).containsExactly(new Backlog("chores", 1, clock.instant()), new Backlog("plugins", 2, HandClock.START));
    }

    @Test
    void aScheduleIsLateWhenItsFireTimeIsOverAndNobodyDecidedIt() {
        Duration minutes = Duration.ofMinutes(2);
        clock.turn(Duration.ofMinutes(1));
        assertThat(jobs.late(minutes)).as("a minute late").isEmpty();
        clock.turn(minutes);
        assertThat(jobs.late(minutes)).extracting(ScheduleView::id).containsExactly("blog/tidy");
        schedules.pause("blog");
        assertThat(jobs.late(minutes)).as("paused").isEmpty();
        schedules.declare("blog", List.of(declared("tidy", "@hourly")), clock.instant());
        assertThat(jobs.late(minutes)).extracting(ScheduleView::id).containsExactly("blog/tidy");
        schedules.enable("blog/tidy", false, "ann", clock.instant());
        assertThat(jobs.late(minutes)).as("disabled").isEmpty();
        schedules.enable("blog/tidy", true, "ann", clock.instant());
        assertThat(jobs.late(minutes)).as("what came while it was disabled").isEmpty();
    }

    @Test
    void whatAllNodesFireIsNotLateForOneThatWasNotUp() {
        JobContract each = new JobContract("each", "each", "", "@hourly", ZoneId.of("UTC"), Scope.ALL_NODE, 1, Duration.ofMinutes(1), "h");
        schedules.declare("each", List.of(new Declaration(each, "plugins", "each", new byte[0], 0)), clock.instant());
        clock.turn(Duration.ofMinutes(90));
        StoredJobs younger = StoredJobs.of(store, schedules, new Reckoner(), "n2");
        assertThat(jobs.late(Duration.ofMinutes(2))).extracting(ScheduleView::id).containsExactly("blog/tidy", "each/each");
        assertThat(younger.late(Duration.ofMinutes(2))).extracting(ScheduleView::id).containsExactly("blog/tidy");
        clock.turn(Duration.ofMinutes(33));
        assertThat(younger.late(Duration.ofMinutes(2))).extracting(ScheduleView::id).containsExactly("blog/tidy", "each/each");
    }

    @Test
    void aBatchIsTwoHundredIdsAtMost() {
        assertThat(jobs.batchGet(Collections.nCopies(200, "x"), Optional.empty())).isEmpty();
        assertThatThrownBy(() -> jobs.batchGet(Collections.nCopies(201, "x"), Optional.empty())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at most 200 jobs are read at a time, not 201");
    }

    @Test
    void aScheduleIsShownWithItsStatusAndItsNextFireTime() {
        ScheduleView view = jobs.schedule("shop/tidy").orElseThrow();

        assertThat(view.status()).isEqualTo(ScheduleStatus.ENABLED);
        assertThat(view.nextFire()).contains(Instant.parse("2026-03-02T02:30:00Z"));
        assertThat(view.lastFire()).isEmpty();
        assertThat(jobs.schedule("shop/none")).isEmpty();
        assertThat(jobs.schedules()).extracting(ScheduleView::id).containsExactly("blog/tidy", "shop/old", "shop/tidy");
        assertThat(jobs.schedule("shop/old").orElseThrow().nextFire()).as("a pattern that this node cannot read").isEmpty();
    }

    @Test
    void aPauseLiesOverTheAdministratorsSwitch() {
        schedules.enable("shop/tidy", false, "ann", clock.instant());
        assertThat(jobs.schedule("shop/tidy")).map(ScheduleView::status).contains(ScheduleStatus.DISABLED);
        assertThat(jobs.schedule("shop/tidy").orElseThrow().nextFire()).isEmpty();

        schedules.pause("shop");
        assertThat(jobs.schedule("shop/tidy")).map(ScheduleView::status).contains(ScheduleStatus.PAUSED_BY_PLUGIN);
        assertThat(jobs.schedule("shop/tidy")).map(ScheduleView::enabled).contains(false);
        assertThat(jobs.batchGet(List.of("shop/tidy"), Optional.empty())).extracting(JobSummary::status).containsExactly("paused_by_plugin");
    }

    @Test
    void thePreviewIsTheSameWhetherItIsEnabledOrNot() {
        schedules.enable("shop/tidy", false, "ann", clock.instant());
        clock.turn(Duration.ofDays(26));

        assertThat(jobs.nextRuns("shop/tidy", 3)).extracting(Instant::toString).as("the clocks go forward on the second day")
                .containsExactly("2026-03-28T02:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T01:30:00Z");
        assertThat(jobs.nextRuns("blog/tidy", 100)).hasSize(100);
    }

    @Test
    void aPreviewOfNothingIsRefused() {
        assertThatThrownBy(() -> jobs.nextRuns("shop/none", 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no schedule 'shop/none'");
        assertThatThrownBy(() -> jobs.nextRuns("shop/tidy", 101)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a preview shows 1 to 100 fire times, not 101");
    }
}
