package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.lifecycle.GateCount;
import dev.tollgate.lifecycle.GateRecords;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The gates as a guest sees them, all the way down. */
public class GatesIT extends WithGates {
    @Test
    public void kvKeepsWhatAPluginSetsAndCountsItsBytes() throws Exception {
        PluginId id = plugins.install(gates("keeper", "1.0.0", "kv").build(), BY);
        grants.grant(id, "kv", "{\"max_bytes\":1000}", BY);
        plugins.activate("keeper", Optional.empty(), BY);
        List<GateScript.Answer> answers = run("keeper", new GateScript().call("kv.set", "a", "one", 0L).call("kv.get", "a")
                .call("kv.compare_and_set", "a", "two", "three", 0, 0L).call("kv.compare_and_set", "a", "one", "three", 0, 0L)
                .call("kv.increment", "n", 5L).call("kv.set", "big", "x".repeat(1_000), 0L).call("kv.list", "", "", 10)
                .call("kv.delete", "a").call("kv.get", "a"));
        assertEquals(0, answers.get(0).number());
        assertEquals("one", answers.get(1).text());
        assertEquals(ECONFLICT, answers.get(2).number());
        assertEquals(0, answers.get(3).number());
        assertEquals("5", answers.get(4).text());
        assertEquals("the grant is narrower than what is asked", EQUOTA, answers.get(5).number());
        assertTrue(answers.get(6).text(), answers.get(6).text().contains("[\"a\",\"n\"]"));
        assertEquals(0, answers.get(7).number());
        assertEquals(ENOENT, answers.get(8).number());
        assertEquals(ETOOBIG, one("keeper", new GateScript().call("kv.get", "k".repeat(257))).number());
    }

    /** Migrations come with the version, and go with it. */
    @Test
    public void dbIsMigratedAtActivationRolledBackWithTheVersionAndLeftAloneByAVersionThatCannotBeActivated() throws Exception {
        install("1.0.0", Map.of("db/001-notes.sql", "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)"));
        activate("1.0.0");
        assertEquals("{\"affected\":1}", one("base", sql("db.exec", "INSERT INTO notes (text) VALUES (?)", "[\"kept\"]")).text());

        Map<String, String> second = Map.of("db/001-notes.sql", "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)",
                "db/002-stars.sql", "ALTER TABLE notes ADD COLUMN stars INTEGER DEFAULT 3",
                "db/002-stars.undo.sql", "ALTER TABLE notes DROP COLUMN stars");
        install("1.1.0", second);
        activate("1.1.0");
        assertEquals("{\"columns\":[\"text\",\"stars\"],\"rows\":[[\"kept\",3]]}",
                one("base", sql("db.query", "SELECT text, stars FROM notes", "[]")).text());

        plugins.downgrade("base", "1.0.0", BY);
        assertEquals(EINVAL, one("base", sql("db.query", "SELECT stars FROM notes", "[]")).number());
        assertEquals("{\"columns\":[\"text\"],\"rows\":[[\"kept\"]]}", one("base", sql("db.query", "SELECT text FROM notes", "[]")).text());

        install("1.2.0", Map.of("db/001-notes.sql", "CREATE TABLE other (id INTEGER)"));
        PluginException refused = assertThrows(PluginException.class, () -> activate("1.2.0"));
        assertTrue(refused.getMessage(), refused.getMessage().contains("001-notes.sql"));
        install("1.3.0", Map.of("db/001-notes.sql", "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)", "db/002-bad.sql", "CREATE TABLE x (", "db/002-bad.undo.sql", "DROP TABLE x"));
        assertThrows(PluginException.class, () -> activate("1.3.0"));
        assertEquals("1.0.0", plugins.active("base").orElseThrow().id().version());
        assertEquals("{\"columns\":[\"text\"],\"rows\":[[\"kept\"]]}", one("base", sql("db.query", "SELECT text FROM notes", "[]")).text());
    }

    /** A44: what an invocation left open is no longer there in the next. */
    @Test
    public void a44ATransactionEndsWithItsInvocation() throws Exception {
        install("ledger", "1.0.0", Map.of("db/001-t.sql", "CREATE TABLE t (n INTEGER)"));
        plugins.activate("ledger", Optional.empty(), BY);
        GateScript unfinished = new GateScript().call("db.begin").call("db.exec", "INSERT INTO t VALUES (1)", "[]").call("db.query", "SELECT count(*) FROM t", "[]");
        assertTrue(run("ledger", unfinished).get(2).text().contains("[[1]]"));
        assertTrue(one("ledger", sql("db.query", "SELECT count(*) FROM t", "[]")).text().contains("[[0]]"));
        GateScript finished = new GateScript().call("db.begin").call("db.exec", "INSERT INTO t VALUES (1)", "[]").call("db.commit");
        assertEquals(0, run("ledger", finished).get(2).number());
        assertTrue(one("ledger", sql("db.query", "SELECT count(*) FROM t", "[]")).text().contains("[[1]]"));
    }

    /** A38, A37: a plugin that was granted the host itself still does not reach this machine, until the operator opens it. */
    @Test
    public void a38HttpReachesLoopbackOnlyWhereTheOperatorOpensIt() throws Exception {
        try (OneAnswerServer server = new OneAnswerServer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
            byte[] content = TestPackage.of("fetcher", "1.0.0", "gates").filter("fetcher", "run")
                    .asks("http: { hosts: [localhost], schemes: [http], ports: [" + server.port() + "] }")
                    .asks("kv: { optional: true }").asks("db: { optional: true }").asks("config: { optional: true }")
                    .asks("secrets: { names: [token], optional: true }").asks("queue: { optional: true }").build();
            PluginId fetcher = plugins.install(content, BY);
            grants.grant(fetcher, "http", BY);
            plugins.activate("fetcher", Optional.empty(), BY);
            GateScript fetch = new GateScript().call("http.request", "{\"method\":\"GET\",\"url\":\"http://localhost:" + server.port() + "/\"}", "");
            assertEquals(EPERM, one("fetcher", fetch).number());
            configure("dev.tollgate.http", Map.of("open.addresses", "127.0.0.0/8, ::1/128"));
            await("the new ranges", () -> one("fetcher", fetch).number() > 0);
            GateScript.Answer answer = one("fetcher", fetch);
            assertTrue(answer.text(), answer.text().startsWith("{") && answer.text().contains("200"));
            assertEquals("hello", answer.text().substring(answer.text().indexOf('\n') + 1));
        }
    }

    @Test
    public void secretsAndConfigAreWhatAdministratorsSetAndNoStatusShowsThem() throws Exception {
        holding("confidant", "secrets", "config");
        service(Secrets.class).set("confidant", "token", "s3cr3t-value".getBytes(UTF_8), BY);
        service(ConfigValues.class).set("confidant", "color", "\"red\"", BY);
        assertArrayEquals("s3cr3t-value".getBytes(UTF_8), one("confidant", new GateScript().call("secrets.get", "token")).result());
        assertEquals(EPERM, one("confidant", new GateScript().call("secrets.get", "other")).number());
        assertEquals("\"red\"", one("confidant", new GateScript().call("config.get", "color")).text());
        assertEquals("red", one("confidant", new GateScript().call("host.config", "color")).text());
        assertFalse(plugins.get("confidant").orElseThrow().toString().contains("s3cr3t"));
        plugins.remove("confidant", BY);
        assertEquals(List.of(), service(Secrets.class).list("confidant"));
        assertEquals(List.of(), service(ConfigValues.class).list("confidant"));
    }

    @Test
    public void jobsRunUnderTheSecondSetOfCapsOnlyWhileTheCapabilityIsThere() throws Exception {
        configure("dev.tollgate.limits", Map.of("high.job.fuel", 50_000_000L, "job.fuel", 20_000_000L));
        byte[] content = gates("heavy", "1.0.0").asks("high_resource_jobs: {}").limit("job_fuel: 10000000").limit("job_timeout: 60s").build();
        PluginId id = service(Plugins.class).install(content, BY);
        service(Grants.class).grant(id, "high_resource_jobs", BY);
        service(Grants.class).grant(id, "queue", BY);
        service(Plugins.class).activate("heavy", Optional.empty(), BY);
        await("the new ceilings", () -> service(Plugins.class).get("heavy").orElseThrow().limits().stream()
                .anyMatch(limits -> limits.ceiling().fuel().units() == 20_000_000));
        Bundle provider = bundleOf("dev.tollgate.capability-high-resource-jobs");
        assertContains("of 50000000 units", fuelLimit());
        provider.stop();
        try {
            assertContains("of 10000000 units", fuelLimit());
        } finally {
            provider.start();
        }
        assertContains("of 50000000 units", fuelLimit());
        service(Grants.class).deny(id, "high_resource_jobs", BY);
        assertContains("of 10000000 units", fuelLimit());
    }

    @Test
    public void everyCallIsCountedForTheOperator() throws Exception {
        holding("counted", "kv");
        run("counted", new GateScript().call("kv.get", "a").call("kv.set", "a", "1", 0L).call("kv.get", "a").call("db.begin"));
        List<String> counts = new ArrayList<>();
        for (GateCount count : service(GateRecords.class).counts("counted")) {
            counts.add(count.gate() + " " + count.answered() + " " + count.refused());
        }
        assertEquals(List.of("tollgate:db@1 0 {EPERM=1}", "tollgate:kv@1 2 {ENOENT=1}"), counts);
    }

    private String fuelLimit() throws Exception {
        PluginJobs queue = service(PluginJobs.class);
        JobView dead = await(queue.enqueue("heavy", "loop", new byte[0], BY), JobState.DEAD);
        return dead.reason().orElseThrow();
    }

    private static void assertContains(String part, String whole) {
        assertTrue(whole, whole.contains(part));
    }

    private static GateScript sql(String function, String sql, String parameters) {
        return new GateScript().call(function, sql, parameters);
    }

    private void install(String version, Map<String, String> files) throws Exception {
        install("base", version, files);
    }

    private void install(String slug, String version, Map<String, String> files) throws Exception {
        TestPackage plugin = gates(slug, version, "db");
        files.forEach((name, text) -> plugin.file(name, text.getBytes(UTF_8)));
        PluginId id = plugins.install(plugin.build(), BY);
        grants.grant(id, "db", BY);
    }

    private void activate(String version) {
        plugins.activate("base", Optional.of(version), BY);
    }
}
