package dev.tollgate.capability.db.internal;

import static dev.tollgate.capability.db.internal.TestPlugin.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.DbScope;
import dev.tollgate.capability.testkit.TestCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cursors, deadlines, locks and space, whichever backend it is. */
abstract class LimitContract extends DbBackends {
    private static final String NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ";
    private static final Duration SHORT = Duration.ofMillis(400);

    private final ExecutorService writerThreads = Executors.newFixedThreadPool(4);
    TestPlugin plugin;

    @AfterEach
    void endWriters() {
        writerThreads.shutdownNow();
    }

    @BeforeEach
    void makeTable() throws GateException {
        plugin = plugin().prepare("001-item.sql", "CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT);"
                + "INSERT INTO item (id, text) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)"
                + " SELECT i, 'text' FROM n;");
    }

    @Test
    void rowsThatDoNotFitAreFetched() throws GateException {
        try (TestCall call = plugin.call()) {
            List<Integer> ids = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            JsonNode page = plugin.query(call, "SELECT id, text FROM item ORDER BY id", "[]");
            int cursor = page.get("cursor").intValue();
            while (true) {
                page.get("rows").forEach(row -> ids.add(row.get(0).intValue()));
                sizes.add(page.get("rows").size());
                if (!page.has("cursor")) {
                    break;
                }
                assertThat(page.get("columns").toString()).isEqualTo("[\"id\",\"text\"]");
                page = plugin.fetch(call, cursor);
            }
            assertThat(sizes).containsExactly(100, 100, 50);
            assertThat(ids).hasSize(250).isSorted().doesNotHaveDuplicates();
            assertRefused(Errno.ENOENT, () -> gate.fetch(call, cursor));
        }
    }

    @Test
    void aPageIsBoundedInBytesToo() throws GateException {
        try (TestCall call = plugin.call()) {
            byte[] page = gate.query(call, "SELECT id, ? AS t FROM item ORDER BY id".replace("?", "'" + "x".repeat(1000) + "'"),
                    "[]".getBytes());
            assertThat(page.length).isBetween(15_000, 16 << 10);
        }
    }

    @Test
    void whileACursorIsOpenOutsideOfATransactionNothingIsWritten() throws GateException {
        try (TestCall call = plugin.call()) {
            int cursor = plugin.query(call, "SELECT * FROM item", "[]").get("cursor").intValue();
            assertRefused(Errno.EBUSY, () -> plugin.exec(call, "DELETE FROM item", "[]"));
            assertRefused(Errno.EBUSY, () -> gate.begin(call));
            plugin.query(call, "SELECT 1", "[]");
            gate.close(call, cursor);
            assertRefused(Errno.ENOENT, () -> gate.close(call, cursor));
            assertThat(plugin.exec(call, "DELETE FROM item", "[]")).isEqualTo(250);
        }
    }

    @Test
    void inATransactionCursorsAndWritesGoTogether() throws GateException {
        try (TestCall call = plugin.call()) {
            gate.begin(call);
            int cursor = plugin.query(call, "SELECT id FROM item ORDER BY id", "[]").get("cursor").intValue();
            plugin.exec(call, "UPDATE item SET text = 'other' WHERE id = 3", "[]");
            assertThat(plugin.fetch(call, cursor).get("rows")).hasSize(100);
            gate.commit(call);
            assertRefused(Errno.ENOENT, () -> gate.fetch(call, cursor));
        }
        assertThat(plugin.rows("SELECT id FROM item WHERE text = 'other'")).isEqualTo("[[3]]");
    }

    @Test
    void a28CursorsAreBoundedAndEndWithTheInvocation() throws GateException {
        for (int i = 0; i < CONNECTIONS * 4; i++) {
            try (TestCall call = plugin.call()) {
                for (int open = 0; open < Invocation.MOST_CURSORS; open++) {
                    assertThat(plugin.query(call, "SELECT * FROM item", "[]").has("cursor")).isTrue();
                }
                assertRefused(Errno.EQUOTA, () -> plugin.query(call, "SELECT * FROM item", "[]"));
            }
        }
        assertThat(plugin.exec("DELETE FROM item")).isEqualTo(250);
    }

    @Test
    void a28ConnectionsAreBounded() throws GateException {
        List<TestCall> calls = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            calls.add(plugin.call());
            plugin.query(calls.get(i), "SELECT * FROM item", "[]");
        }
        try (TestCall late = plugin.call().withRemaining(SHORT)) {
            assertRefused(Errno.EBUSY, () -> plugin.query(late, "SELECT 1", "[]"));
        }
        calls.forEach(TestCall::end);
        assertThat(plugin.rows("SELECT 1")).isEqualTo("[[1]]");
    }

    @Test
    void a23TheDeadlineEndsAStatement() throws GateException {
        try (TestCall call = plugin.call().withRemaining(SHORT)) {
            assertRefused(Errno.ETIMEOUT, () -> plugin.query(call, NUMBERS + "SELECT count(*) FROM n", "[]"));
        }
        assertThat(plugin.rows("SELECT 1")).isEqualTo("[[1]]");
    }

    @Test
    void a23TheDeadlineEndsAFetchAndAStatementOfATransaction() throws GateException {
        try (TestCall call = plugin.call()) {
            gate.begin(call);
            int cursor = plugin.query(call, NUMBERS + "SELECT i FROM n WHERE i <= 200 OR i < 0", "[]").get("cursor").intValue();
            call.withRemaining(SHORT);
            assertRefused(Errno.ETIMEOUT, () -> gate.fetch(call, cursor));
            assertRefused(Errno.ECONFLICT, () -> plugin.exec(call, "DELETE FROM item", "[]"));
        }
        assertThat(plugin.rows("SELECT count(*) FROM item")).isEqualTo("[[250]]");
    }

    @Test
    void a44NothingOfAnInvocationIsLeftToTheNext() throws GateException {
        for (int i = 0; i < CONNECTIONS * 3; i++) {
            try (TestCall call = plugin.call()) {
                gate.begin(call);
                plugin.exec(call, "DELETE FROM item", "[]");
            }
        }
        try (TestCall call = plugin.call()) {
            gate.begin(call);
            assertThat(plugin.query(call, "SELECT count(*) FROM item", "[]").get("rows").toString()).isEqualTo("[[250]]");
        }
    }

    /** On SQLite a statement that stays open keeps its connection at its snapshot: it could never write again, nor could the log be emptied. */
    @Test
    void a44NoStatementIsLeftOpenHoweverItsInvocationEnds() throws GateException {
        try (TestCall other = plugin.call()) {
            plugin.query(other, "SELECT * FROM item", "[]");
            try (TestCall left = plugin.call()) {
                plugin.query(left, "SELECT * FROM item", "[]");
            }
        }
        assertEachConnectionWrites("after cursors that nobody closed");
        try (TestCall other = plugin.call()) {
            plugin.query(other, "SELECT * FROM item", "[]");
            assertRefused(Errno.ETOOBIG, () -> plugin.rows("SELECT id, '" + "x".repeat(9_000) + "' FROM item"));
        }
        assertEachConnectionWrites("after a row that was refused");
    }

    /** Two are there, and idle. */
    private void assertEachConnectionWrites(String when) throws GateException {
        assertThat(plugin.exec("UPDATE item SET text = 'one' WHERE id = 1")).as(when).isEqualTo(1);
        try (TestCall holder = plugin.call()) {
            plugin.query(holder, "SELECT * FROM item", "[]");
            assertThat(plugin.exec("UPDATE item SET text = 'two' WHERE id = 2")).as(when).isEqualTo(1);
        }
    }

    @Test
    void a46EndlessRowsComePageByPage() throws GateException {
        try (TestCall call = plugin.call()) {
            JsonNode page = plugin.query(call, NUMBERS + "SELECT i FROM n", "[]");
            assertThat(page.get("rows")).hasSize(100);
            assertThat(plugin.fetch(call, page.get("cursor").intValue()).get("rows").get(0).get(0).intValue()).isEqualTo(101);
        }
    }

    @Test
    void a46ARowThatIsTooWideIsRefused() throws GateException {
        String wide = "'" + "x".repeat(9_000) + "'";
        assertRefused(Errno.ETOOBIG, () -> plugin.rows("SELECT " + wide));
        assertRefused(Errno.ETOOBIG, () -> plugin.rows("SELECT 1" + (", '" + "x".repeat(300) + "'").repeat(40)));
        assertRefused(Errno.ETOOBIG, () -> plugin.rows("SELECT 1" + (" AS \"" + "n".repeat(60) + "\", 1").repeat(200)));
    }

    @Test
    void a46WhoWaitsForALockGetsAnAnswerInTime() throws GateException {
        try (TestCall holder = plugin.call(); TestCall waiter = plugin.call().withRemaining(SHORT)) {
            gate.begin(holder);
            plugin.exec(holder, "UPDATE item SET text = 'x' WHERE id = 1", "[]");
            assertRefused(Errno.EBUSY, () -> plugin.exec(waiter, "UPDATE item SET text = 'y' WHERE id = 1", "[]"));
        }
    }

    @Test
    void transactionsThatWouldContradictEachOtherDoNotBothCommit() throws GateException {
        int committed = 0;
        try (TestCall one = plugin.call().withRemaining(SHORT.multipliedBy(10)); TestCall two = plugin.call().withRemaining(SHORT)) {
            for (TestCall call : List.of(one, two)) {
                committed += done(() -> {
                    gate.begin(call);
                    plugin.query(call, "SELECT count(*) FROM item WHERE id > 1000", "[]");
                }) ? 1 : 0;
            }
            int begun = committed;
            committed = 0;
            for (TestCall call : List.of(one, two).subList(0, begun)) {
                int id = call == one ? 1001 : 1002;
                committed += done(() -> {
                    plugin.exec(call, "INSERT INTO item (id) VALUES (" + id + ")", "[]");
                    gate.commit(call);
                }) ? 1 : 0;
            }
        }
        assertThat(committed).isEqualTo(1);
        assertThat(plugin.rows("SELECT count(*) FROM item WHERE id > 1000")).isEqualTo("[[1]]");
    }

    @Test
    void whatManyInvocationsWriteAtATimeAllArrives() throws Exception {
        plugin.exec("DELETE FROM item WHERE id > 1");
        plugin.exec("UPDATE item SET text = '0'");
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            writers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 25; i++) {
                    assertThat(done(() -> plugin.exec("UPDATE item SET text = CAST(CAST(text AS INTEGER) + 1 AS TEXT)"))).isTrue();
                }
            }, writerThreads));
        }
        for (CompletableFuture<Void> writer : writers) {
            writer.get();
        }
        assertThat(plugin.rows("SELECT text FROM item")).isEqualTo("[[\"100\"]]");
    }

    private static boolean done(ThrowingCallable work) {
        return catchThrowable(work) == null;
    }

    @Test
    void a46TheSpaceIsBoundedAndDeletingHelps() throws Exception {
        TestPlugin small = plugin.with(new DbScope(1, false));
        byte[] random = new byte[24_000];
        new Random(1).nextBytes(random);
        String kilobytes = "[\"" + Base64.getEncoder().encodeToString(random) + "\"]";
        int most = 0;
        GateException full = null;
        while (full == null && most < 1_000) {
            int id = 1000 + most++;
            full = catchThrowableOfType(GateException.class, () -> small.exec("INSERT INTO item VALUES (" + id + ", ?)", kilobytes));
        }
        assertThat(full).isNotNull();
        assertThat(full.errno()).isEqualTo(Errno.EQUOTA);
        assertThat(small.exec("DELETE FROM item")).isBetween(250L, 1250L);
        assertThat(spaceComesBack(small, "INSERT INTO item VALUES (1, 'x')")).isTrue();
    }

    /** PostgreSQL gives room back when it comes to it. */
    private boolean spaceComesBack(TestPlugin small, String sql) throws Exception {
        for (int attempt = 0; attempt < 600; attempt++) {
            if (catchThrowableOfType(GateException.class, () -> small.exec(sql)) == null) {
                return true;
            }
            timer.schedule(() -> { }, 100, TimeUnit.MILLISECONDS).get();
        }
        return false;
    }
}
