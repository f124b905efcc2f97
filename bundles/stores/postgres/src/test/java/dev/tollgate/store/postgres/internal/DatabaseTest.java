package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(TestServer.empty());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatTheServerUndidForAnothersSakeIsDoneAgain() throws SQLException {
        AtomicInteger attempts = new AtomicInteger();

        int answer = database.write(PATIENCE, session -> {
            session.update("INSERT INTO tollgate.kv_space (slug, bytes) VALUES ('a', 0)");
            if (attempts.incrementAndGet() < Database.ATTEMPTS) {
                session.script(raise(attempts.get() % 2 == 0 ? "40001" : "40P01"));
            }
            return attempts.get();
        });

        assertThat(answer).isEqualTo(Database.ATTEMPTS);
        assertThat(TestServer.ask("SELECT count(*) FROM tollgate.kv_space")).isEqualTo("1");
    }

    @Test
    void itIsNotDoneAgainWithoutEnd() {
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> database.write(PATIENCE, session -> {
            attempts.incrementAndGet();
            session.script(raise("40001"));
            return null;
        })).isInstanceOf(SQLException.class);

        assertThat(attempts).hasValue(Database.ATTEMPTS);
    }

    @Test
    void whatFailedForAReasonOfItsOwnIsNotDoneAgain() {
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> database.write(PATIENCE, session -> {
            attempts.incrementAndGet();
            return session.update("INSERT INTO tollgate.kv_space (slug, bytes) VALUES ('a', -1)");
        })).isInstanceOf(SQLException.class).hasMessageContaining("kv_space_bytes_check");

        assertThat(attempts).hasValue(1);
    }

    @Test
    void aClosedStoreRefusesReadsAndWrites() {
        database.close();
        database.close();

        assertThatThrownBy(() -> database.write(PATIENCE, session -> null)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> database.read(PATIENCE, session -> null)).isInstanceOf(SQLException.class);
    }

    private static String raise(String state) {
        return "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '" + state + "'; END $$";
    }
}
