package dev.tollgate.capability.db.internal;

import static dev.tollgate.capability.db.internal.TestPlugin.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.postgres.TestServer;
import dev.tollgate.capability.db.internal.space.Backend;
import dev.tollgate.capability.db.internal.space.Link;
import dev.tollgate.capability.db.internal.space.Mode;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** What is PostgreSQL's own: types, and the inner wall, which is tried here without the guard in front of it. */
class PostgresSpaceTest extends DbBackends {
    private static final Duration TIME = Duration.ofMinutes(1);

    @Override
    Backend open(ScheduledExecutorService timer) throws Exception {
        return TestServer.backend(timer);
    }

    @Test
    void valuesOfAllTypesTravel() throws GateException {
        TestPlugin plugin = plugin().prepare("001-t.sql", "CREATE TABLE t (a smallint, b bigint, c double precision, d numeric, e boolean, f bytea,"
                + " g timestamptz, h uuid, i jsonb, j text[], k date)");
        plugin.exec("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "[1, 9007199254740993, 1.5, \"12345678901234567890.5\", true,"
                + "{\"base64\": \"AP8=\"}, \"2026-03-01T12:00:00+02:00\", \"00000000-0000-0000-0000-000000000001\", \"{\\\"a\\\": 1}\","
                + "\"{x,y}\", \"2026-03-01\"]");
        assertThat(plugin.rows("SELECT * FROM t")).isEqualTo("[[1,9007199254740993,1.5,1.2345678901234567E19,true,{\"base64\":\"AP8=\"},"
                + "\"2026-03-01 10:00:00+00\",\"00000000-0000-0000-0000-000000000001\",\"{\\\"a\\\": 1}\",\"{x,y}\",\"2026-03-01\"]]");
        assertThat(plugin.rows("SELECT 'NaN'::float8, '-Infinity'::float4, 'NaN'::numeric, NULL::int")).isEqualTo(
                "[[\"NaN\",\"-Infinity\",\"NaN\",null]]");
    }

    @Test
    void a43TheRoleItselfMayNothingElse() throws GateException {
        TestPlugin plugin = plugin().prepare("001-t.sql", "CREATE TABLE t (a int)");
        TestPlugin other = plugin().prepare("001-t.sql", "CREATE TABLE t (a int)");
        String slug = plugin.id().slug();
        for (String sql : new String[] {"SET ROLE postgres", "SET SESSION AUTHORIZATION postgres", "SET ROLE \"tg_" + slug + "_owner\"",
            "COPY t TO PROGRAM 'id'", "COPY t FROM '/etc/passwd'", "SELECT pg_sleep(1)", "SELECT set_config('statement_timeout', '0', false)",
            "SELECT lo_import('/etc/passwd')", "SELECT lo_creat(-1)", "SELECT pg_advisory_lock(1)", "SELECT pg_notify('a', 'b')",
            "SELECT pg_read_file('/etc/passwd')", "SELECT query_to_xml('SELECT 1', true, true, '')", "CREATE TEMP TABLE x (a int)",
            "CREATE TABLE x (a int)", "DROP TABLE t", "ALTER TABLE t ADD b int", "CREATE SCHEMA x", "CREATE FUNCTION f() RETURNS int AS 'SELECT 1' LANGUAGE sql",
            "DO 'BEGIN END'", "CREATE EXTENSION dblink", "SELECT * FROM tollgate.space", "SELECT * FROM \"tg_" + other.id().slug() + "\".t",
            "COMMENT ON SCHEMA \"tg_" + slug + "\" IS '0'", "CREATE TABLE public.x (a int)", "SELECT * FROM pg_authid", "ALTER ROLE CURRENT_USER SUPERUSER",
            "SELECT * INTO x FROM t", "SELECT pg_terminate_backend(1)", "TRUNCATE t"}) {
            assertThatThrownBy(() -> raw(slug, sql)).as(sql).isInstanceOfSatisfying(GateException.class,
                    refused -> assertThat(refused.getMessage()).as(sql).containsAnyOf("42501", "58P01", "0A000"));
        }
    }

    @Test
    void a43NoStatementHasANameOnTheServer() throws GateException {
        TestPlugin plugin = plugin().prepare();
        Link link = backend.open(plugin.id().slug());
        for (int i = 0; i < 20; i++) {
            link.within(TIME, connection -> link.prepare("SELECT 1").executeQuery().next());
        }
        assertThat(text(link, "SELECT count(*) FROM pg_prepared_statements WHERE name <> ''")).isEqualTo("0");
        link.close();
    }

    @Test
    void a44SettingsAndLocksOfOneUseAreGoneInTheNext() throws GateException {
        plugin().prepare();
        Link link = backend.open("leftover");
        String timeout = text(link, "SHOW statement_timeout");
        link.within(TIME, connection -> {
            link.begin(Mode.GUEST, false, 1 << 20, TIME);
            try (Statement statement = connection.createStatement()) {
                statement.execute("COMMIT");
                statement.execute("SET statement_timeout = 0; SET search_path = public; PREPARE x AS SELECT 1; LISTEN y");
                statement.execute("DECLARE c CURSOR WITH HOLD FOR SELECT 1");
                return null;
            }
        });
        assertThat(text(link, "SHOW statement_timeout")).isEqualTo("0");
        assertThat(link.reset()).isTrue();

        assertThat(text(link, "SHOW statement_timeout")).isEqualTo(timeout).isNotEqualTo("0");
        assertThat(text(link, "SHOW search_path")).contains("leftover");
        assertThat(text(link, "SELECT count(*) FROM pg_prepared_statements WHERE name <> ''")).isEqualTo("0");
        assertThat(text(link, "SELECT count(*) FROM pg_cursors WHERE is_holdable")).isEqualTo("0");
        assertThat(text(link, "SELECT count(*) FROM pg_listening_channels()")).isEqualTo("0");
        link.close();
    }

    @Test
    void a46AStatementWithoutATimeoutIsCancelledOnTheServer() throws Exception {
        plugin().prepare();
        Link link = backend.open("endless");
        assertRefused(Errno.ETIMEOUT, () -> link.within(Duration.ofMillis(500), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET statement_timeout = 0");
                return statement.executeQuery("SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 1000000) b");
            }
        }));
        assertThat(link.reset()).as("a connection that was cancelled is not used again").isFalse();
        link.close();
        assertThat(TestServer.admin("SELECT count(*) FROM pg_stat_activity WHERE usename = 'tg_endless' AND state = 'active'")).isEqualTo("0");
    }

    @Test
    void a46ResultsThatWouldFillTheHeapEndTheStatement() throws GateException {
        TestPlugin plugin = plugin().prepare();
        assertRefused(Errno.ETOOBIG, () -> plugin.rows("SELECT repeat('x', 40000000)"));
        assertThat(plugin.rows("SELECT 1")).isEqualTo("[[1]]");
        Link link = backend.open(plugin.id().slug());
        assertRefused(Errno.ETOOBIG, () -> link.within(TIME, connection -> link.prepare("SELECT repeat('x', 17000000)").executeQuery().next()));
        assertThat(link.reset()).isFalse();
        link.close();
    }

    @Test
    void a46TemporaryFilesAreBounded() throws GateException {
        TestPlugin plugin = plugin().prepare();
        assertRefused(Errno.EQUOTA, () -> plugin.rows("SELECT count(*) FROM generate_series(1, 1000000000)"));
    }

    @Test
    void twoNodesMakeOneSpace() throws Exception {
        Backend other = TestServer.backend(timer);
        String slug = plugin().id().slug();
        CompletableFuture<Link> here = opened(backend, slug);
        CompletableFuture<Link> there = opened(other, slug);
        assertThat(text(here.get(), "SELECT current_user")).isEqualTo(text(there.get(), "SELECT current_user")).isEqualTo("tg_" + slug);
        here.get().close();
        there.get().close();
        other.close();
    }

    @Test
    void aForgottenPluginsRolesAndSchemaAreGone() throws Exception {
        TestPlugin plugin = plugin().prepare("001-t.sql", "CREATE TABLE t (a int)");
        plugin.rows("SELECT * FROM t");
        String names = "'tg_" + plugin.id().slug() + "%'";
        assertThat(TestServer.admin("SELECT count(*) FROM pg_roles WHERE rolname LIKE " + names)).isEqualTo("2");
        gate.forget(plugin.id().slug());
        assertThat(TestServer.admin("SELECT count(*) FROM pg_roles WHERE rolname LIKE " + names)).isEqualTo("0");
        assertThat(TestServer.admin("SELECT count(*) FROM pg_namespace WHERE nspname LIKE " + names)).isEqualTo("0");
    }

    @Test
    void aRoleOfSomebodyElseIsNotTakenOver() throws Exception {
        TestPlugin plugin = plugin();
        TestServer.admin("CREATE ROLE \"tg_" + plugin.id().slug() + "\"; SELECT 1");
        assertThatThrownBy(plugin::prepare).hasMessageContaining("drop roles");
    }

    private void raw(String slug, String sql) throws GateException {
        Link link = backend.open(slug);
        try {
            link.within(TIME, connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute(sql);
                }
            });
        } finally {
            link.close();
        }
    }

    private static CompletableFuture<Link> opened(Backend on, String slug) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return on.open(slug);
            } catch (GateException refused) {
                throw new IllegalStateException(refused);
            }
        });
    }

    private static String text(Link link, String sql) throws GateException {
        return link.within(TIME, connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }
}
