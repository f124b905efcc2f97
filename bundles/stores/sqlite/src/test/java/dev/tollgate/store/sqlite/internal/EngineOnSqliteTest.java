package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.Engine;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Handlers;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.store.sqlite.internal.ScriptedHandler.Script;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EngineOnSqliteTest {
    private static final int JOBS = 1_000;
    private static final int GROUPS = 10;
    private static final int MAX_RETRY = 3;
    private static final int WORKERS = 4;

    private final Doorbell bell = new Doorbell();
    private final Handlers<Integer> handlers = new Handlers<>();
    @TempDir
    private Path folder;
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aThousandJobsOfTenGroupsAllEndAsTheyShouldAndNoGroupExceedsItsBound(int perGroup) throws InterruptedException {
        SqliteJobStore store = new SqliteJobStore(database, new FastClock());
        ScriptedHandler handler = new ScriptedHandler(JOBS);
        handlers.add(1, new Serving("plugins", handler, perGroup));
        Engine engine = engine(store, Duration.ofSeconds(10));
        engine.start();

        List<JobId> ids = enqueueAll(new StoredQueue(store, bell, new Random(42)));
        boolean ended = handler.ends().await(50, TimeUnit.SECONDS);
        engine.close();

        assertThat(ended).as("still to end: " + handler.ends().getCount()).isTrue();
        for (int i = 0; i < JOBS; i++) {
            Script script = script(i);
            JobView view = store.get(List.of(ids.get(i))).get(0);
            assertThat(view.state()).as(script.name()).isEqualTo(script.dies() ? JobState.DEAD : JobState.DONE);
            assertThat(view.attempts()).as(script.name()).isEqualTo(script.attempts(MAX_RETRY));
        }
        assertThat(handler.mostAtOnce()).hasSize(GROUPS).allSatisfy((group, most) -> assertThat(most).isLessThanOrEqualTo(perGroup));
    }

    @Test
    void whatStillRunsWhenTheDrainBoundIsOverIsQueuedAgainAndItsLateAnswerIsNotRecorded() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(WORKERS);
        CountDownLatch interrupted = new CountDownLatch(WORKERS);
        handlers.add(1, new Serving("plugins", untilInterrupted(running, interrupted), WORKERS));
        SqliteJobStore store = new SqliteJobStore(database, Clock.systemUTC());
        Engine engine = engine(store, Duration.ofMillis(1));
        engine.start();
        enqueueAll(new StoredQueue(store, bell, new Random(42)));
        running.await();

        engine.close();
        interrupted.await();

        assertThat(store.counts()).containsEntry(JobState.QUEUED, (long) JOBS).containsEntry(JobState.RUNNING, 0L);
        assertThat(database.writer().waiting()).isZero();
    }

    @Test
    void aDrainLetsRunningJobsEndAndGivesTheOthersBack() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(WORKERS);
        CountDownLatch gate = new CountDownLatch(1);
        handlers.add(1, new Serving("plugins", (execution, lease) -> {
            running.countDown();
            await(gate);
            return new JobResult.Done(new byte[0], "");
        }, JOBS));
        SqliteJobStore store = new SqliteJobStore(database, Clock.systemUTC());
        Engine engine = engine(store, Duration.ofSeconds(30));
        engine.start();
        enqueueAll(new StoredQueue(store, bell, new Random(42)));
        running.await();

        Thread closing = new Thread(engine::close);
        closing.start();
        gate.countDown();
        closing.join();

        long done = store.counts().get(JobState.DONE);
        assertThat(done).isGreaterThanOrEqualTo(WORKERS);
        assertThat(store.counts()).containsEntry(JobState.RUNNING, 0L).containsEntry(JobState.QUEUED, JOBS - done);
    }

    private Engine engine(SqliteJobStore store, Duration drain) {
        return new Engine("worker", store, handlers, new EngineSettings(WORKERS, Duration.ofDays(1), Duration.ofMillis(5), drain,
                Duration.ofDays(365), Duration.ofDays(365), 100_000, Duration.ofDays(365), 100_000), new Random(42), bell,
                new ScheduleBell());
    }

    private static List<JobId> enqueueAll(StoredQueue queue) {
        List<JobRequest> requests = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            requests.add(JobRequest.of("plugins", script(i).name(), "group-" + i % GROUPS, new byte[100], MAX_RETRY));
        }
        return queue.enqueue(requests).stream().map(accepted -> ((Enqueued.Accepted) accepted).id()).toList();
    }

    /** Each group gets jobs of every script. */
    private static Script script(int job) {
        return Script.values()[job / GROUPS % Script.values().length];
    }

    private static JobHandler untilInterrupted(CountDownLatch running, CountDownLatch interrupted) {
        return (execution, lease) -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
            return new JobResult.Done(new byte[0], "too late");
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impatient) {
            throw new IllegalStateException(impatient);
        }
    }
}
