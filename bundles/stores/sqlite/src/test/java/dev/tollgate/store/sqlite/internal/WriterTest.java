package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WriterTest {
    private static final String INSERT = "INSERT INTO note (id) VALUES (?)";

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    @TempDir
    private Path folder;
    private Session session;
    private Session other;
    private Writer writer;

    @BeforeEach
    void open() throws SQLException {
        Connections connections = new Connections(folder.resolve("notes.db"));
        session = connections.writing();
        session.script("CREATE TABLE note (id INTEGER PRIMARY KEY)");
        other = connections.reading();
        writer = new Writer(session);
    }

    @AfterEach
    void close() throws SQLException {
        callers.shutdownNow();
        writer.close();
        other.close();
    }

    @Test
    void whatArrivesDuringACommitSharesTheNextOne() throws Exception {
        holdUpTheWriter();
        long before = writer.commits();
        List<Future<?>> writes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            writes.add(insert(i));
        }
        awaitWaiting(50);

        gate.countDown();
        for (Future<?> write : writes) {
            write.get();
        }

        assertThat(writer.commits() - before).as("the one held up and one for all the rest").isEqualTo(2);
        assertThat(notes()).isEqualTo(50);
    }

    @Test
    void aWriteIsVisibleToOthersWhenItReturns() throws SQLException {
        for (int i = 0; i < 20; i++) {
            int id = i;
            writer.write(one -> one.update(INSERT, id));
            assertThat(notes()).isEqualTo(i + 1);
        }
    }

    @Test
    void aFailingWriteIsUndoneAndDoesNotFailItsNeighbours() throws Exception {
        holdUpTheWriter();
        Future<?> good = insert(1);
        Future<?> bad = callers.submit(() -> writer.write(one -> one.update(INSERT, 2) + one.update(INSERT, 2)));
        Future<?> broken = callers.submit(() -> writer.write(one -> {
            one.update(INSERT, 3);
            throw new IllegalStateException("broken");
        }));
        Future<?> alsoGood = insert(4);
        awaitWaiting(4);

        gate.countDown();
        good.get();
        alsoGood.get();

        assertThatThrownBy(bad::get).hasCauseInstanceOf(SQLException.class).hasMessageContaining("UNIQUE");
        assertThatThrownBy(broken::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void aWriteThatEndsTheTransactionFailsItsGroupAndTheWriterGoesOn() throws Exception {
        holdUpTheWriter();
        Future<?> neighbour = insert(1);
        Future<?> rogue = callers.submit(() -> writer.write(one -> {
            one.run("ROLLBACK");
            throw new SQLException("the disk is full");
        }));
        awaitWaiting(2);

        gate.countDown();

        assertThatThrownBy(neighbour::get).hasCauseInstanceOf(SQLException.class);
        assertThatThrownBy(rogue::get).hasMessageContaining("the disk is full");
        assertThat(notes()).isZero();
        writer.write(one -> one.update(INSERT, 1));
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void anInterruptedCallerStillLearnsWhatBecameOfItsWrite() throws Exception {
        Future<Boolean> stillInterrupted = callers.submit(() -> {
            Thread.currentThread().interrupt();
            writer.write(one -> one.update(INSERT, 1));
            return Thread.currentThread().isInterrupted();
        });

        assertThat(stillInterrupted.get()).isTrue();
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void closingFinishesWhatWasAskedBefore() throws Exception {
        holdUpTheWriter();
        Future<?> write = insert(1);
        awaitWaiting(1);
        gate.countDown();

        writer.close();

        write.get();
        assertThat(notes()).isEqualTo(1);
    }

    private void holdUpTheWriter() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        callers.submit(() -> writer.write(one -> {
            held.countDown();
            await(gate);
            return null;
        }));
        held.await();
    }

    private Future<?> insert(int id) {
        return callers.submit(() -> writer.write(one -> one.update(INSERT, id)));
    }

    private void awaitWaiting(int writes) {
        while (writer.waiting() < writes) {
            Thread.onSpinWait();
        }
    }

    private int notes() throws SQLException {
        return other.first("SELECT count(*) FROM note", row -> row.number(1)).orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impatient) {
            throw new IllegalStateException(impatient);
        }
    }
}
