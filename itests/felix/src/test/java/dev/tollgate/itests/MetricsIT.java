package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.lifecycle.GateCount;
import dev.tollgate.lifecycle.GateRecords;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;

/** A scraper reads a server at work. */
public class MetricsIT extends WithGates {
    private static final long GOOD_NANOS = 1_100_000_000L;
    private static URI page;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    @Inject
    GateRecords records;
    private long scraped;

    @Before
    public void served() throws Exception {
        if (page != null) {
            return;
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        configure("org.apache.felix.http", Map.of("org.apache.felix.http.enable", true, "org.apache.felix.http.host", "127.0.0.1",
                "org.osgi.service.http.port", port, "org.apache.felix.https.enable", false));
        page = URI.create("http://127.0.0.1:" + port + "/metrics");
        await("nobody reads without a token", () -> status() == 401);
        configure("dev.tollgate.metrics", Map.of("access", "open"));
        await("it is open", () -> status() == 200);
        // The page and what counts calls begin anew, one after the other.
        active(TestPackage.of("early", "1.0.0", "basic").filter("early", "echo"));
        await("calls are counted", () -> {
            hooks.filter("early", new byte[] {'x'});
            return value("tollgate_invocations_total{kind=\"filter\",outcome=\"completed\",plugin=\"early\"}") > 0;
        });
    }

    @Test
    public void whatIsReadIsWhatTheStoreAndTheGatesCounted() throws Exception {
        active(TestPackage.of("counted", "1.0.0", "enqueue").asks("queue: {}").server("invocation_timeout_ms: 5000")
                .filter("counted.enqueue", "enqueue").job("noop", 0).job("reject", 0));
        for (int i = 0; i < 20; i++) {
            JobId id = id(hooks.filter("counted.enqueue", enqueueInput(i % 4 == 0 ? "reject" : "noop", new byte[0], "{\"max_retry\":0}")).value());
            await(id, i % 4 == 0 ? JobState.DEAD : JobState.DONE);
            if (i == 10) {
                assertTrue("during the run", value("tollgate_invocations_total{kind=\"filter\",outcome=\"completed\",plugin=\"counted\"}") == 11);
            }
        }
        hooks.filter("counted.enqueue", enqueueInput("nothing-like-it", new byte[0], ""));
        assertEquals(21, value("tollgate_invocations_total{kind=\"filter\",outcome=\"completed\",plugin=\"counted\"}"), 0);
        assertEquals(15, value("tollgate_invocations_total{kind=\"job\",outcome=\"completed\",plugin=\"counted\"}"), 0);
        assertEquals(5, value("tollgate_invocations_total{kind=\"job\",outcome=\"rejected\",plugin=\"counted\"}"), 0);
        assertEquals("in the store", 15, jobsOf("counted").stream().filter(job -> job.state() == JobState.DONE).count());
        await("the store's own count of all jobs", () -> jobs.counts().get(JobState.DONE) == value("tollgate_jobs{state=\"done\"}"));
        assertEquals(jobs.counts().get(JobState.DEAD), value("tollgate_jobs{state=\"dead\"}"), 0);
        GateCount counted = records.counts("counted").get(0);
        assertEquals(counted.answered(), value("tollgate_gate_calls_total{error=\"none\",gate=\"queue\",plugin=\"counted\"}"), 0);
        assertEquals(1, value("tollgate_gate_calls_total{error=\"EINVAL\",gate=\"queue\",plugin=\"counted\"}"), 0);
        assertEquals(1, value("tollgate_plugin_state{plugin=\"counted\",state=\"active\"}"), 0);
        assertTrue(value("tollgate_fuel_total{kind=\"filter\",plugin=\"counted\"}") > 0);
        assertTrue(value("tollgate_guest_memory_limit_bytes") > 0);
        plugins.remove("counted", BY);
        await("its series go with it", () -> !scrape().contains("plugin=\"counted\""));
    }

    /** A64: one that varies everything that it can say. */
    @Test
    public void a64APluginThatVariesAllThatItSaysHasNoMoreSeries() throws Exception {
        holding("varied", "kv", "http", "db", "config", "secrets", "queue");
        active(TestPackage.of("talker", "1.0.0", "basic").filter("talker.say", "say").filter("talker.fail", "fail"));
        vary(0);
        Set<String> before = series();
        for (int i = 1; i < 20; i++) {
            vary(i);
        }
        assertEquals(before, series());
        assertFalse(scrape().contains("said"));
    }

    private void vary(int i) {
        String said = "said" + i + "\"} 1\n";
        run("varied", new GateScript().call("kv.increment", said, 1L).call("kv.get", said)
                .call("http.request", "{\"url\":\"http://said" + i + ".example.com/\"}", "").call("http.request", said, "")
                .call("db.query", "SELECT '" + said + "'", "[]").call("db.query", said, "[]").call("config.get", said).call("secrets.get", said)
                .call("queue.enqueue", said, said, said).call("host.config", said));
        hooks.filter("varied", new byte[] {99});
        hooks.filter("talker.say", said.getBytes(UTF_8));
        hooks.filter("talker.fail", said.getBytes(UTF_8));
    }

    private Set<String> series() throws Exception {
        return scrape().lines().filter(line -> line.contains("plugin=\"varied\"") || line.contains("plugin=\"talker\"") || line.contains("_other"))
                .map(line -> line.substring(0, line.lastIndexOf(' '))).collect(Collectors.toSet());
    }

    private double value(String series) throws Exception {
        Optional<String> line = scrape().lines().filter(each -> each.startsWith(series + " ")).findFirst();
        return line.map(found -> Double.parseDouble(found.substring(series.length() + 1))).orElse(0.0);
    }

    /** What services answer is good for a second. */
    private String scrape() throws Exception {
        long rest = scraped + GOOD_NANOS - System.nanoTime();
        if (scraped != 0 && rest > 0) {
            Thread.sleep(rest / 1_000_000 + 1);
        }
        HttpResponse<String> answer = get();
        scraped = System.nanoTime();
        assertEquals(answer.body(), 200, answer.statusCode());
        return answer.body();
    }

    private int status() throws Exception {
        try {
            return get().statusCode();
        } catch (ConnectException notYet) {
            return 0;
        }
    }

    private HttpResponse<String> get() throws Exception {
        return client.send(HttpRequest.newBuilder(page).GET().build(), BodyHandlers.ofString());
    }
}
