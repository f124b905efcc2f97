package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.JobWatcher;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nodes tell each other, and what becomes of exclusive jobs when a node stops or its lines are lost. */
@Timeout(300)
class JobWatchTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private Cable cable;
    private TestNode here;
    private TestNode behindCable;
    private final Heard heard = new Heard();

    /** What a node is told. */
    private static final class Heard implements JobWatcher {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void ready() {
            told.add("ready");
        }

        @Override
        public void schedulesChanged() {
            told.add("schedules");
        }

        @Override
        public void unprotected(Set<JobId> jobs) {
            jobs.forEach(job -> told.add("unprotected " + job));
        }

        void await(String what) throws InterruptedException {
            String next = told.poll(60, TimeUnit.SECONDS);
            while (next != null && !next.equals(what)) {
                next = told.poll(60, TimeUnit.SECONDS);
            }
            assertThat(next).isEqualTo(what);
        }
    }

    @BeforeEach
    void start() throws SQLException, IOException {
        PostgresSettings settings = TestServer.empty();
        cable = new Cable(TestServer.port());
        here = new TestNode(settings);
        behindCable = new TestNode(new PostgresSettings("jdbc:postgresql://127.0.0.1:" + cable.port() + "/postgres", settings.user(),
                settings.password(), 4));
    }

    @AfterEach
    void stop() throws IOException {
        here.close();
        cable.close();
        behindCable.close();
    }

    @Test
    void whatOneNodeEnqueuesAndDeclaresTheOtherIsTold() throws Exception {
        here.jobs.watch(heard);
        heard.await("schedules");

        behindCable.jobs.insert(List.of(plain()));
        heard.await("ready");
        behindCable.schedules.declare("a", List.of(), Instant.now());
        heard.await("schedules");
    }

    @Test
    void aNodeIsNotToldWhatItEnqueuedItself() throws Exception {
        here.jobs.watch(heard);
        heard.await("schedules");

        here.jobs.insert(List.of(plain()));
        behindCable.schedules.declare("a", List.of(), Instant.now());

        String next = heard.told.poll(60, TimeUnit.SECONDS);
        assertThat(next).isEqualTo("schedules");
    }

    @Test
    void whoWasCutOffIsToldThatAnythingMayHaveHappenedWhenItIsBack() throws Exception {
        behindCable.jobs.watch(heard);
        heard.await("schedules");
        here.jobs.insert(List.of(plain()));
        heard.await("ready");
        heard.told.clear();

        cable.cut();
        here.jobs.insert(List.of(plain()));
        // The line is given up after its time-out, and opened again when it can be.
        TestServer.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tollgate tollgate_jobs'");
        cable.mend();

        heard.await("schedules");
    }

    @Test
    void anExclusiveJobOfANodeThatIsStoppedIsNotClaimedThoughItsLeaseEndedUntilItsConnectionIs() throws Exception {
        JobExecution first = claimedExclusive(behindCable);
        cable.cut();
        Instant later = here.jobs.clock().instant().plus(LEASE).plusSeconds(1);
        assertThat(here.jobs.reclaim(later)).isEqualTo(1);
        here.jobs.insert(List.of(plain()));

        List<JobExecution> claimed = claim(here, later);

        assertThat(claimed).as("the one behind it is").extracting(execution -> execution.id().equals(first.id())).containsExactly(false);
        TestServer.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tollgate exclusive'");
        assertThat(claimWithin(here, later).id()).isEqualTo(first.id());
    }

    @Test
    void whoLosesTheConnectionOfItsLocksIsToldAndTakesNoneOfThemAgainBeforeTheExecutionEnded() throws Exception {
        behindCable.jobs.watch(heard);
        JobExecution first = claimedExclusive(behindCable);

        TestServer.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tollgate exclusive'");

        heard.await("unprotected " + first.id());
        Instant later = here.jobs.clock().instant().plus(LEASE).plusSeconds(1);
        here.jobs.reclaim(later);
        assertThat(claim(behindCable, later)).as("it may still go on here").isEmpty();
        behindCable.jobs.write("worker", List.of(new Transition.Release(first.id(), first.token(), later, "ended")), List.of());
        assertThat(claim(behindCable, later)).extracting(JobExecution::id).containsExactly(first.id());
    }

    @Test
    void withoutADatabaseCallsFailAndWorkAgainWhenItIsBack() throws Exception {
        behindCable.jobs.insert(List.of(plain()));
        cable.close();

        assertThatThrownBy(() -> behindCable.jobs.insert(List.of(plain())))
                .isInstanceOf(JobStoreException.class).hasMessageStartingWith("the store could not take in jobs");

        TestServer.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tollgate'");
        claimWithin(here, here.jobs.clock().instant());
    }

    private static JobExecution claimedExclusive(TestNode node) {
        node.jobs.insert(List.of(job(Terms.retries(5).exclusive("k"))));
        return claim(node, node.jobs.clock().instant()).get(0);
    }

    /** Fails where it cannot be had at last. */
    private static JobExecution claimWithin(TestNode node, Instant now) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofMinutes(1).toNanos()) {
            try {
                List<JobExecution> claimed = claim(node, now);
                if (!claimed.isEmpty()) {
                    return claimed.get(0);
                }
            } catch (JobStoreException lost) {
                assertThat(lost).hasMessageStartingWith("the store could not claim jobs");
            }
        }
        throw new AssertionError("nothing could be claimed for a minute");
    }

    private static List<JobExecution> claim(TestNode node, Instant now) {
        return node.jobs.claim(new Claim("q", "worker", now, now.plus(LEASE), group -> 9, 9));
    }

    private static NewJob plain() {
        return job(Terms.retries(0));
    }

    private static NewJob job(Terms terms) {
        return new NewJob(new JobId(UUID.randomUUID().toString()), JobRequest.of("q", "t", "a", new byte[0], 0).on(terms),
                Instant.now().minusSeconds(60));
    }
}
