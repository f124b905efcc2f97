package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.abi.kv.KvStoreException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls when the server ends their connections, or does not answer. */
@Timeout(120)
class ConnectionLossTest {
    private static final String END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tollgate'";
    private static final KvKey KEY = new KvKey("a");

    private Database database;
    private KvStore store;

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(TestServer.empty());
        store = new PostgresKvStore(database);
        put(1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aConnectionLostInTheMiddleOfAChangeIsAnErrorThatChangesNothingAndTheNextCallWorks() {
        assertThatThrownBy(() -> store.change(patient(60), KEY, 1 << 20, present -> {
            endAll();
            return KvChange.put(new KvEntry(new byte[] {2}, Optional.empty()), true);
        })).isInstanceOf(KvStoreException.class).hasMessageStartingWith("the store could not change an entry");

        assertThat(value()).isEqualTo(1);
        put(3);
        assertThat(value()).isEqualTo(3);
    }

    @Test
    void allConnectionsLostWhileNobodyCalledCostOneCallAtMost() throws SQLException {
        everyConnectionIsUsed();
        endAll();

        try {
            value();
        } catch (KvStoreException oneAtMost) {
            assertThat(oneAtMost).hasMessageStartingWith("the store could not read an entry");
        }

        for (int i = 0; i < 20; i++) {
            assertThat(value()).isEqualTo(1);
        }
    }

    @Test
    void aCallWaitsNoLongerThanItsPatienceAndLaterOnesFindThePoolWhole() throws SQLException {
        try (Connection other = TestServer.connect()) {
            other.setAutoCommit(false);
            new Session(other).first("SELECT id FROM tollgate.kv_space FOR UPDATE", row -> row.large(1));

            assertThatThrownBy(() -> store.change(new KvAccess("notes", Instant.EPOCH, Duration.ofMillis(1)), KEY, 1 << 20,
                    present -> KvChange.delete(true))).isInstanceOf(KvStoreException.class)
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
            assertThat(value()).as("readers wait for nobody").isEqualTo(1);
            other.rollback();
        }
        put(2);
        assertThat(value()).isEqualTo(2);
    }

    @Test
    void theServerEndsWhatRunsTooLongAndHoldsACommitUntilItIsOnTheDisk() throws SQLException {
        assertThat(setting("statement_timeout")).isEqualTo("10s");
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("10s");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
    }

    private String setting(String name) throws SQLException {
        return database.read(Duration.ofSeconds(60), session -> session.first("SELECT current_setting(?)", row -> row.text(1), name))
                .orElseThrow();
    }

    private void everyConnectionIsUsed() {
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(CompletableFuture.supplyAsync(this::value));
        }
        calls.forEach(CompletableFuture::join);
    }

    private static void endAll() {
        try {
            TestServer.run(END_ALL);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void put(int value) {
        store.change(patient(60), KEY, 1 << 20, present -> KvChange.put(new KvEntry(new byte[] {(byte) value}, Optional.empty()), true));
    }

    private int value() {
        return store.get(patient(60), KEY).orElseThrow().value()[0];
    }

    private static KvAccess patient(int seconds) {
        return new KvAccess("notes", Instant.EPOCH, Duration.ofSeconds(seconds));
    }
}
