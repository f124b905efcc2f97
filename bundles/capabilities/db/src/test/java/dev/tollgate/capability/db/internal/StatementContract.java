package dev.tollgate.capability.db.internal;

import static dev.tollgate.capability.db.internal.TestPlugin.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.DbScope;
import dev.tollgate.capability.testkit.TestCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What statements, parameters, results and transactions do, whichever backend it is. */
abstract class StatementContract extends DbBackends {
    TestPlugin plugin;

    @BeforeEach
    void makeTable() throws GateException {
        plugin = plugin().prepare("001-item.sql", """
                CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, price DOUBLE PRECISION);
                CREATE INDEX item_price ON item (price);""");
    }

    @Test
    void rowsAreWrittenAndReadWithParameters() throws GateException {
        assertThat(plugin.exec("INSERT INTO item VALUES (?, ?, ?), (?, ?, ?)", "[1, \"a;'--\", 1.5, 2, null, 3]")).isEqualTo(2);

        assertThat(plugin.rows("SELECT id, name, price FROM item WHERE price > ? ORDER BY id", "[1]"))
                .isEqualTo("[[1,\"a;'--\",1.5],[2,null,3.0]]");
    }

    @Test
    void aResultHasTheNamesOfItsColumns() throws GateException {
        try (TestCall call = plugin.call()) {
            assertThat(plugin.query(call, "SELECT id AS number, name FROM item", "").toString())
                    .isEqualTo("{\"columns\":[\"number\",\"name\"],\"rows\":[]}");
        }
    }

    @Test
    void aChangeCanAnswerWithRows() throws GateException {
        assertThat(plugin.rows("INSERT INTO item (id, name) VALUES (?, ?) RETURNING id, name", "[7, \"x\"]")).isEqualTo("[[7,\"x\"]]");
        assertThat(plugin.rows("SELECT count(*) FROM item")).isEqualTo("[[1]]");
    }

    @Test
    void whatReadsAndWhatWritesHaveEachTheirFunction() {
        assertRefused(Errno.EINVAL, () -> plugin.exec("SELECT 1"));
        assertRefused(Errno.EINVAL, () -> plugin.exec("DELETE FROM item RETURNING id"));
        assertRefused(Errno.EINVAL, () -> plugin.rows("DELETE FROM item"));
    }

    @Test
    void wholeNumbersOf64BitsSurvive() throws GateException {
        assertThat(plugin.rows("SELECT CAST(? AS BIGINT), CAST(? AS BIGINT)", "[9223372036854775807, -9223372036854775808]"))
                .isEqualTo("[[9223372036854775807,-9223372036854775808]]");
    }

    @Test
    void anInvocationWithoutTransactionKeepsNothing() throws GateException {
        try (TestCall call = plugin.call()) {
            plugin.exec(call, "INSERT INTO item (id) VALUES (1)", "[]");
            plugin.query(call, "SELECT * FROM item", "[]");
            assertThat(call.keepsSomething()).isFalse();
        }
    }

    @Test
    void aTransactionIsSeenByOthersOnceItIsCommitted() throws GateException {
        try (TestCall call = plugin.call()) {
            gate.begin(call);
            plugin.exec(call, "INSERT INTO item (id) VALUES (1)", "[]");
            assertThat(plugin.query(call, "SELECT count(*) FROM item", "[]").get("rows").toString()).isEqualTo("[[1]]");
            assertThat(plugin.rows("SELECT count(*) FROM item")).isEqualTo("[[0]]");
            gate.commit(call);
            assertThat(plugin.rows("SELECT count(*) FROM item")).isEqualTo("[[1]]");
        }
    }

    @Test
    void aTransactionCanBeRolledBack() throws GateException {
        try (TestCall call = plugin.call()) {
            gate.begin(call);
            plugin.exec(call, "INSERT INTO item (id) VALUES (1)", "[]");
            gate.rollback(call);
            assertThat(plugin.exec(call, "INSERT INTO item (id) VALUES (2)", "[]")).isEqualTo(1);
        }
        assertThat(plugin.rows("SELECT id FROM item")).isEqualTo("[[2]]");
    }

    @Test
    void transactionsDoNotNestAndDoNotEndTwice() throws GateException {
        try (TestCall call = plugin.call()) {
            assertRefused(Errno.ENOENT, () -> gate.commit(call));
            assertRefused(Errno.ENOENT, () -> gate.rollback(call));
            gate.begin(call);
            assertRefused(Errno.ECONFLICT, () -> gate.begin(call));
            gate.commit(call);
            assertRefused(Errno.ENOENT, () -> gate.commit(call));
        }
    }

    @Test
    void aFailedStatementMakesItsTransactionFail() throws GateException {
        try (TestCall call = plugin.call()) {
            gate.begin(call);
            plugin.exec(call, "INSERT INTO item (id) VALUES (1)", "[]");
            assertRefused(Errno.ECONFLICT, () -> plugin.exec(call, "INSERT INTO item (id) VALUES (1)", "[]"));
            assertRefused(Errno.ECONFLICT, () -> plugin.exec(call, "INSERT INTO item (id) VALUES (2)", "[]"));
            assertRefused(Errno.ECONFLICT, () -> gate.commit(call));
            gate.begin(call);
            gate.rollback(call);
        }
        assertThat(plugin.rows("SELECT id FROM item")).isEqualTo("[]");
    }

    @Test
    void aTransactionOfAProviderThatWentAwayIsGone() throws GateException {
        try (TestCall call = plugin.call()) {
            gate.begin(call);
            plugin.exec(call, "INSERT INTO item (id) VALUES (1)", "[]");
            call.end();
            assertRefused(Errno.EUNAVAILABLE, () -> plugin.exec(call, "INSERT INTO item (id) VALUES (2)", "[]"));
            assertRefused(Errno.EUNAVAILABLE, () -> gate.commit(call));
        }
        assertThat(plugin.rows("SELECT id FROM item")).isEqualTo("[]");
    }

    @Test
    void errorsHaveTheirNumbers() throws GateException {
        plugin.exec("INSERT INTO item (id, name) VALUES (1, 'a')");
        assertRefused(Errno.ECONFLICT, () -> plugin.exec("INSERT INTO item (id) VALUES (1)"));
        assertRefused(Errno.ECONFLICT, () -> plugin.exec("INSERT INTO item (id, name) VALUES (2, 'a')"));
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT nothing FROM item"));
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT * FROM nothing"));
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT FROM WHERE"));
    }

    @Test
    void whoMayOnlyReadReads() throws GateException {
        plugin.exec("INSERT INTO item (id) VALUES (1)");
        TestPlugin reader = plugin.with(new DbScope(0, true));

        assertThat(reader.rows("SELECT id FROM item")).isEqualTo("[[1]]");
        assertRefused(Errno.EPERM, () -> reader.exec("DELETE FROM item"));
        assertRefused(Errno.EPERM, () -> reader.rows("DELETE FROM item RETURNING id"));
        try (TestCall call = reader.call()) {
            gate.begin(call);
            assertThat(reader.query(call, "SELECT id FROM item", "[]").get("rows").toString()).isEqualTo("[[1]]");
            assertRefused(Errno.EPERM, () -> reader.exec(call, "DELETE FROM item", "[]"));
            gate.commit(call);
        }
    }

    @Test
    void pluginsDoNotSeeEachOther() throws GateException {
        TestPlugin other = plugin().prepare();
        assertRefused(Errno.EINVAL, () -> other.rows("SELECT * FROM item"));
    }

    @Test
    void aForgottenSpaceIsEmptyWhenThePluginComesBack() throws GateException {
        plugin.exec("INSERT INTO item (id) VALUES (1)");
        gate.forget(plugin.id().slug());
        gate.forget(plugin.id().slug());
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT * FROM item"));
        plugin.prepare("001-other.sql", "CREATE TABLE other (id INTEGER PRIMARY KEY)");
        assertThat(plugin.rows("SELECT count(*) FROM other")).isEqualTo("[[0]]");
    }

    @Test
    void a45NamesAndValuesKeepApart() throws GateException {
        JsonNode result;
        try (TestCall call = plugin.call()) {
            result = plugin.query(call, "SELECT ? AS \"a\"\"b\", ? AS \"x;y\"", "[\"'; DROP TABLE item; --\", \"\\\" OR 1=1\"]");
        }
        assertThat(result.get("columns").toString()).isEqualTo("[\"a\\\"b\",\"x;y\"]");
        assertThat(result.get("rows").toString()).isEqualTo("[[\"'; DROP TABLE item; --\",\"\\\" OR 1=1\"]]");
        plugin.exec("INSERT INTO item (id, name) VALUES (1, '100%'), (2, '1000')");
        assertThat(plugin.rows("SELECT id FROM item WHERE name LIKE ? ESCAPE '!'", "[\"100!%\"]")).isEqualTo("[[1]]");
    }

    @Test
    void a45NulAndHalfCharactersAreNoText() {
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT ?", "[\"a\\u0000b\"]"));
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT ?", "[\"\\ud800\"]"));
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT 1\0"));
    }

    @Test
    void a45NamesThatWouldBeCutOffAreRefused() throws GateException {
        String longest = "n".repeat(63);
        assertThat(plugin.rows("SELECT 1 AS " + longest)).isEqualTo("[[1]]");
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT 1 AS " + longest + "n"));
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT 1 AS \"" + "ü".repeat(32) + "\""));
    }

    @Test
    void a29BadParametersAreRefused() {
        for (String bad : new String[] {"[", "{}", "1", "[[1]]", "[1] 2", "[1,2]", "[]", "[99999999999999999999]", "[1e999]", "[NaN]",
            "[{\"base64\":\"?\"}]", "[{\"base64\":\"AA==\",\"x\":1}]", "[{\"hex\":\"00\"}]", "[{}]", "nonsense", "[1", "\u0000"}) {
            assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT ?", bad));
        }
    }

    @Test
    void a62RefusalsRepeatNothing() throws GateException {
        plugin.exec("INSERT INTO item (id, name) VALUES (1, 'hunter2')");
        for (String sql : new String[] {"INSERT INTO item (id, name) VALUES (2, 'hunter2')", "SELECT hunter2 FROM item",
            "SELECT 'hunter2' FROM hunter2", "PRAGMA hunter2", "SELECT hunter2'"}) {
            GateException refusal = catchThrowableOfType(GateException.class,
                    () -> {
                        if (sql.startsWith("INSERT")) {
                            plugin.exec(sql);
                        } else {
                            plugin.rows(sql);
                        }
                    });
            assertThat(refusal.getMessage()).doesNotContain("hunter2", "item", "/", "127.0.0.1", "localhost", "org.", "java");
        }
    }
}
