package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.store.contract.GrantStoreContract;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresGrantStoreTest extends GrantStoreContract {
    private static final Grant GRANT = new Grant(new PluginId("notes", "1.0.0", Digest.of(new byte[0])), "kv", "{}", "ada",
            Instant.parse("2026-03-01T12:00:00Z"));
    /** Longer than a test may take. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private Database database;
    private GrantStore store;

    @Override
    protected GrantStore open() {
        try {
            database = Database.open(TestServer.empty());
            store = new PostgresGrantStore(database);
            return store;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aWatchAnswersFirstWithAllAndThenOnlyAfterADecision() {
        try (GrantStore.Watch watch = store.watch().orElseThrow()) {
            assertThat(watch.changed()).contains(List.of());
            assertThat(watch.changed()).isEmpty();
            store.grant(GRANT);
            assertThat(watch.changed()).contains(List.of(GRANT));
            assertThat(watch.changed()).isEmpty();
        }
    }

    @Test
    void aDecisionEndsTheWaiting() {
        try (GrantStore.Watch watch = store.watch().orElseThrow()) {
            watch.changed();
            store.grant(GRANT);
            watch.await(LONG);
            assertThat(watch.changed()).contains(List.of(GRANT));
        }
    }

    @Test
    void aDecisionThatWasUndoneIsNotToldNorCounted() {
        try (GrantStore.Watch watch = store.watch().orElseThrow()) {
            watch.changed();
            assertThatThrownBy(() -> store.grant(new Grant(GRANT.plugin(), "kv", "\0", "ada", GRANT.decidedAt())))
                    .isInstanceOf(StoreException.class).hasMessageStartingWith("the store could not record a grant");
            assertThat(watch.changed()).isEmpty();
            assertThat(store.decisions("notes")).isEmpty();
        }
    }

    @Test
    void theLossOfItsConnectionEndsTheWaitingAndTheNextAnswerHasAll() throws SQLException {
        try (GrantStore.Watch watch = store.watch().orElseThrow()) {
            watch.changed();
            TestServer.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tollgate tollgate_grants'");
            watch.await(LONG);
            assertThat(watch.changed()).contains(List.of());
        }
    }

    @Test
    void aWatchThatIsClosedWaitsForNothingAndHasNoConnection() throws Exception {
        GrantStore.Watch watch = store.watch().orElseThrow();
        watch.changed();
        ExecutorService follower = Executors.newSingleThreadExecutor();
        CountDownLatch waiting = new CountDownLatch(1);
        var waited = follower.submit(() -> {
            waiting.countDown();
            watch.await(LONG);
        });
        waiting.await();

        watch.close();

        waited.get();
        follower.shutdown();
        watch.await(LONG);
        assertThatThrownBy(watch::changed).isInstanceOf(StoreException.class);
    }

    @Test
    void aDecisionDoesNotWaitForConnectionsThatPluginsHold() throws Exception {
        ExecutorService plugins = Executors.newFixedThreadPool(TestServer.settings().poolSize());
        CountDownLatch holding = new CountDownLatch(TestServer.settings().poolSize());
        CountDownLatch decided = new CountDownLatch(1);
        for (int i = 0; i < TestServer.settings().poolSize(); i++) {
            plugins.submit(() -> database.read(LONG, session -> {
                holding.countDown();
                return hold(decided);
            }));
        }
        holding.await();

        store.grant(GRANT);

        assertThat(store.all()).containsExactly(GRANT);
        decided.countDown();
        plugins.shutdown();
    }

    private static boolean hold(CountDownLatch until) throws SQLException {
        try {
            return until.await(LONG.toMinutes(), TimeUnit.MINUTES);
        } catch (InterruptedException stopping) {
            throw new SQLException(stopping);
        }
    }
}
