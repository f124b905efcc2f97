package dev.tollgate.capability.db.internal;

import static dev.tollgate.capability.db.internal.TestPlugin.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.space.Backend;
import dev.tollgate.capability.db.internal.space.Link;
import dev.tollgate.capability.db.internal.space.Mode;
import dev.tollgate.capability.db.internal.sqlite.TestSqlite;
import dev.tollgate.capability.testkit.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is SQLite's own: types, and the inner wall, which is tried here without the guard in front of it. */
class SqliteSpaceTest extends DbBackends {
    private static final Duration TIME = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Override
    Backend open(ScheduledExecutorService timer) {
        return TestSqlite.in(folder);
    }

    @Test
    void valuesKeepTheirTypes() throws GateException {
        TestPlugin plugin = plugin().prepare("001-t.sql", "CREATE TABLE t (v)");
        plugin.exec("INSERT INTO t VALUES (?), (?), (?), (?), (?), (?), (9e999)", "[null, true, 2, 2.5, \"2\", {\"base64\": \"AP8=\"}]");
        assertThat(plugin.rows("SELECT v, typeof(v) FROM t")).isEqualTo("[[null,\"null\"],[1,\"integer\"],[2,\"integer\"],[2.5,\"real\"],"
                + "[\"2\",\"text\"],[{\"base64\":\"AP8=\"},\"blob\"],[\"Infinity\",\"real\"]]");
    }

    @Test
    void aForgottenPluginsFilesAreGone() throws GateException, IOException {
        TestPlugin plugin = plugin().prepare("001-t.sql", "CREATE TABLE t (v)");
        TestPlugin other = plugin().prepare("001-t.sql", "CREATE TABLE t (v)");
        plugin.exec("INSERT INTO t VALUES (1)");
        gate.forget(plugin.id().slug());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).isNotEmpty().noneMatch(name -> name.startsWith(plugin.id().slug() + "."));
        }
        assertThat(other.rows("SELECT * FROM t")).isEqualTo("[]");
    }

    @Test
    void aListThatTheSpaceNeverGotToIsOverwritten() throws GateException, IOException {
        TestPlugin plugin = plugin().prepare("001-t.sql", "CREATE TABLE t (v)");
        Files.writeString(folder.resolve(plugin.id().slug() + ".2.json"), "[\"of a migration that a crash cut off\"");
        plugin.version("2.0.0").prepare("001-t.sql", "CREATE TABLE t (v)", "002-u.sql", "CREATE TABLE u (v)");
        gate().prepare(plugin.id(), Map.of("001-t.sql", "CREATE TABLE t (v)".getBytes(), "002-u.sql", "CREATE TABLE u (v)".getBytes()));
        assertThat(plugin.rows("SELECT * FROM u")).isEqualTo("[]");
    }

    @Test
    void a43TheConnectionItselfIsLocked() throws GateException {
        Path stolen = folder.resolve("stolen");
        for (String sql : new String[] {"ATTACH '" + stolen + "' AS x", "SELECT load_extension('x')", "VACUUM INTO '" + stolen + "'",
            "backup to '" + stolen + "'"}) {
            assertThatThrownBy(() -> raw("locked", connection -> connection.prepareStatement(sql).execute())).as(sql)
                    .isInstanceOf(GateException.class);
        }
        assertThat(stolen).doesNotExist();
        assertThatThrownBy(() -> raw("locked", connection -> connection.prepareStatement("CREATE TABLE x (a)").execute(), Mode.READ))
                .isInstanceOf(GateException.class);
    }

    @Test
    void a44ALinkThatCannotRollBackIsClosed() throws GateException {
        Link link = backend.open("leftover");
        link.within(TIME, connection -> {
            link.begin(Mode.GUEST, false, 1 << 20, TIME);
            return connection.prepareStatement("ROLLBACK").execute();
        });
        assertThat(link.reset()).isFalse();
        link.close();
    }

    @Test
    void a46ValuesAndPatternsAreShortEnoughForOneStep() throws GateException {
        TestPlugin plugin = plugin().prepare();
        assertRefused(Errno.ETOOBIG, () -> plugin.rows("SELECT length(zeroblob(200000))"));
        assertRefused(Errno.ETOOBIG, () -> plugin.rows("SELECT length(?)", "[\"" + "x".repeat(140_000) + "\"]"));
        assertRefused(Errno.EINVAL, () -> plugin.rows("SELECT 'a' LIKE ?", "[\"" + "%a".repeat(200) + "\"]"));
    }

    @Test
    void a23PreparingIsUnderTheDeadlineToo() throws GateException {
        StringBuilder sql = new StringBuilder("WITH a0(x) AS (SELECT 1)");
        for (int i = 1; i < 40; i++) {
            sql.append(", a").append(i).append("(x) AS (SELECT l.x FROM a").append(i - 1).append(" l, a").append(i - 1).append(" r)");
        }
        TestPlugin plugin = plugin().prepare();
        try (TestCall call = plugin.call().withRemaining(Duration.ofMillis(500))) {
            assertThatThrownBy(() -> plugin.query(call, sql + " SELECT count(*) FROM a39", "[]")).isInstanceOf(GateException.class);
        }
    }

    private void raw(String slug, Link.Work<?> work) throws GateException {
        raw(slug, work, Mode.WRITE);
    }

    private void raw(String slug, Link.Work<?> work, Mode mode) throws GateException {
        Link link = backend.open(slug);
        try {
            link.within(TIME, connection -> {
                if (mode == Mode.READ) {
                    link.begin(mode, false, 1 << 20, TIME);
                }
                return work.on(connection);
            });
        } finally {
            link.close();
        }
    }
}
