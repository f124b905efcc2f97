package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.StoredSchedule;
import dev.tollgate.jobs.spi.Transition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = START.plusSeconds(60);
    private static final JobId ID = new JobId("00000000-0000-7000-8000-000000000001");

    private final Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    @TempDir
    private Path folder;

    @Test
    void aRestartNeedNotWaitForTheLeasesOfTheLastProcess() {
        JobExecution before;
        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, clock);
            store.insert(List.of(new NewJob(ID, JobRequest.of("plugins", "resize", "a", new byte[0], 3), START)));
            before = claim(store).get(0);
        }

        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, clock);
            assertThat(store.get(List.of(ID)).get(0).reason()).contains("the host ended while it ran");

            JobExecution after = claim(store).get(0);

            assertThat(after.attempt()).as("what the dead process began counts").isEqualTo(2);
            assertThat(after.token()).isGreaterThan(before.token());
            assertThat(store.write("worker", List.of(new Transition.Complete(ID, before.token(), START, new byte[0], "")), List.of()))
                    .as("written by the process that was taken for dead").isEmpty();
        }
    }

    @Test
    void whatTheLastProcessBeganIsAFailedExecutionInTheRunLog() {
        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, clock);
            store.insert(List.of(job(Terms.retries(3).from(Origin.fired("a/nightly", START)))));
            claim(store);
        }

        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, Clock.fixed(LATER, ZoneOffset.UTC));
            assertThat(store.runs(RunFilter.any(10))).containsExactly(new RunView(Optional.of(ID), Optional.of("a/nightly"), "nightly",
                    "a", Origin.Trigger.SCHEDULE, Optional.of(START), "worker", 1, START, LATER, RunResult.FAILED,
                    "the host ended while it ran", ""));
        }
    }

    @Test
    void anExclusiveJobOfTheLastProcessRunsAgainBecauseThatIsGone() {
        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, clock);
            store.insert(List.of(job(Terms.retries(3).exclusive("k"))));
            assertThat(claim(store)).hasSize(1);
        }

        try (Database database = Database.open(folder)) {
            assertThat(claim(new SqliteJobStore(database, clock))).hasSize(1);
        }
    }

    @Test
    void nothingOfAClosedGroupIsQueuedAgain() {
        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, clock);
            store.insert(List.of(job(Terms.retries(3))));
            claim(store);
            store.set("plugins", "a", GroupState.CLOSED, "ada", START);
        }

        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, clock);
            assertThat(store.get(List.of(ID)).get(0).state()).isEqualTo(JobState.DISCARDED);
        }
    }

    @Test
    void schedulesAndWhatWasDecidedOfThemAreThereAfterARestart() {
        Declaration nightly = new Declaration(new JobContract("nightly", "", "", "@daily", ZoneId.of("Europe/Rome"), Scope.LEADER, 1,
                Duration.ofMinutes(5), "on_nightly"), "plugins", "nightly", new byte[] {1}, 3);
        Fire fire;
        try (Database database = Database.open(folder)) {
            SqliteScheduleStore schedules = new SqliteScheduleStore(database, clock);
            schedules.declare("a", List.of(nightly), START);
            fire = new Fire("a/nightly", schedules.all("node").get(0).revision(), Optional.of(LATER), Optional.empty(),
                    job(Terms.retries(3).from(Origin.fired("a/nightly", LATER))), Optional.empty());
            assertThat(schedules.fire(fire)).isEqualTo(new Fired.Enqueued(ID));
        }

        try (Database database = Database.open(folder)) {
            SqliteScheduleStore schedules = new SqliteScheduleStore(database, clock);
            assertThat(schedules.fire(fire)).isEqualTo(new Fired.Taken());
            assertThat(schedules.all("node")).singleElement().usingRecursiveComparison().isEqualTo(
                    new StoredSchedule("a", nightly, true, false, fire.revision(), START, Optional.of(LATER)));
        }
    }

    private static NewJob job(Terms terms) {
        return new NewJob(ID, JobRequest.of("plugins", "resize", "a", new byte[0], 3).on(terms), START);
    }

    private static List<JobExecution> claim(SqliteJobStore store) {
        return store.claim(new Claim("plugins", "worker", START, START.plus(Duration.ofHours(1)), group -> 2, 1));
    }
}
