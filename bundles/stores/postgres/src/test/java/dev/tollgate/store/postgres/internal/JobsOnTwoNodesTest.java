package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two nodes decide at the same moment is decided once, by the database. */
@Timeout(300)
class JobsOnTwoNodesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int THREADS = 8;

    private List<TestNode> nodes;

    @BeforeEach
    void start() throws SQLException {
        PostgresSettings settings = TestServer.empty();
        nodes = List.of(new TestNode(settings), new TestNode(settings));
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void ofAQuotaOfSixtyExactlySixtyAreTakenInHoweverManyAsk() throws Exception {
        Admission quota = Admission.FREE.within(new Admission.Quota(60, 1_000));

        List<Enqueued> answers = flat(race(node -> {
            List<Enqueued> own = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                own.addAll(node.jobs.insert(List.of(job(quota))));
            }
            return own;
        }));

        assertThat(answers).hasSize(15 * THREADS).filteredOn(Enqueued.Accepted.class::isInstance).hasSize(60);
        assertThat(answers).filteredOn(answer -> !(answer instanceof Enqueued.Accepted))
                .containsOnly(new Enqueued.Refused(Enqueued.Refusal.RATE));
        assertThat(nodes.get(0).jobs.queued("q", "a", 1_000)).isEqualTo(60);
    }

    @Test
    void asManyWaitAsMayAndNoMore() throws Exception {
        Admission quota = Admission.FREE.within(new Admission.Quota(10_000, 20));

        List<Enqueued> answers = flat(race(node -> {
            List<Enqueued> own = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                own.addAll(node.jobs.insert(List.of(job(quota))));
            }
            return own;
        }));

        assertThat(answers).filteredOn(Enqueued.Accepted.class::isInstance).hasSize(20);
        assertThat(nodes.get(0).jobs.queued("q", "a", 1_000)).isEqualTo(20);
    }

    @Test
    void ofEqualJobsOneIsTakenInAndTheOthersNameIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = "k" + round;

            List<Enqueued> unique = race(node -> node.jobs.insert(List.of(job(Admission.FREE.unique(key, Duration.ofHours(1))))).get(0));
            List<Enqueued> once = race(node -> node.jobs.insert(List.of(job(Admission.FREE.once(key)))).get(0));

            for (List<Enqueued> answers : List.of(unique, once)) {
                assertThat(answers).filteredOn(Enqueued.Accepted.class::isInstance).hasSize(1);
                assertThat(answers.stream().map(answer -> ((Enqueued.Present) answer).id()).distinct()).hasSize(1);
            }
        }
    }

    @Test
    void whenAGroupIsClosedNothingIsAddedByAnInsertThatBeganBefore() throws Exception {
        for (int round = 0; round < 10; round++) {
            String group = "g" + round;
            CountDownLatch some = new CountDownLatch(20);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<Integer>> inserted = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                TestNode node = nodes.get(i % 2);
                inserted.add(threads.submit(() -> insertUntilClosed(node, group, some)));
            }
            some.await();

            int removed = nodes.get(0).jobs.set("q", group, GroupState.CLOSED, "ada", NOW);

            assertThat(nodes.get(1).jobs.queued("q", group, 1_000)).isZero();
            int added = 0;
            for (Future<Integer> one : inserted) {
                added += one.get();
            }
            threads.shutdown();
            assertThat(removed).as("all that was acknowledged is removed, and nothing else").isEqualTo(added);
            assertThat(nodes.get(1).jobs.queued("q", group, 1_000)).isZero();
        }
    }

    @Test
    void aFireTimeHasOneWinnerAndASingletonNeverTwoLiveJobs() throws Exception {
        nodes.get(0).schedules.declare("a", List.of(new Declaration(new JobContract("nightly", "", "", "@hourly", ZoneOffset.UTC,
                JobContract.Scope.LEADER, 1, Duration.ofMinutes(1), "h"), "q", "t", new byte[0], 0)), NOW);
        StoredSchedule schedule = nodes.get(1).schedules.all("n").get(0);

        List<Fired> one = race(node -> node.schedules.fire(fire(schedule, 1)));
        assertThat(one).filteredOn(Fired.Enqueued.class::isInstance).hasSize(1);
        assertThat(one).filteredOn(Fired.Taken.class::isInstance).hasSize(THREADS - 1);

        for (int round = 0; round < 20; round++) {
            nodes.get(0).jobs.set("q", "a", GroupState.CLOSED, "ada", NOW);
            nodes.get(0).jobs.set("q", "a", GroupState.OPEN, "ada", NOW);
            AtomicInteger hour = new AtomicInteger(2 + THREADS * round);

            List<Fired> many = race(node -> node.schedules.fire(fire(schedule, hour.getAndIncrement())));

            assertThat(many).filteredOn(Fired.Enqueued.class::isInstance).hasSize(1);
            assertThat(nodes.get(0).jobs.counts()).containsEntry(JobState.QUEUED, 1L);
        }
    }

    private static int insertUntilClosed(TestNode node, String group, CountDownLatch some) {
        for (int added = 0;; added++) {
            Admission admission = added % 2 == 0 ? Admission.FREE : Admission.FREE.once(UUID.randomUUID().toString());
            if (node.jobs.insert(List.of(job(group, admission))).get(0) instanceof Enqueued.Refused) {
                return added;
            }
            some.countDown();
        }
    }

    private static Fire fire(StoredSchedule schedule, int hour) {
        Instant at = NOW.plus(Duration.ofHours(hour));
        NewJob job = new NewJob(new JobId(UUID.randomUUID().toString()), JobRequest.of("q", "t", "a", new byte[0], 0)
                .on(Terms.retries(0).from(Origin.fired(schedule.id(), at))), NOW);
        return new Fire(schedule.id(), schedule.revision(), Optional.of(at), Optional.empty(), job, Optional.empty());
    }

    private static NewJob job(Admission admission) {
        return job("a", admission);
    }

    private static NewJob job(String group, Admission admission) {
        return new NewJob(new JobId(UUID.randomUUID().toString()), JobRequest.of("q", "t", group, new byte[0], 0).admitted(admission), NOW);
    }

    private static <T> List<T> flat(List<List<T>> all) {
        return all.stream().flatMap(List::stream).toList();
    }

    /** The same at the same moment on many threads, half of them on each node. */
    private <T> List<T> race(Function<TestNode, T> what) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            TestNode node = nodes.get(i % 2);
            running.add(threads.submit(() -> {
                begin.await();
                return what.apply(node);
            }));
        }
        begin.countDown();
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get());
        }
        threads.shutdown();
        return results;
    }
}
