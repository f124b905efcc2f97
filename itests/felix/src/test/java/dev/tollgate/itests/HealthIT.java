package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.configuration.ConfigurationFaults;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.lifecycle.Breakers;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.Plugins;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What a balancer and an operator are told over HTTP of a server to which things happen. Services are looked up when they are used. */
public class HealthIT extends InFelix {
    private static final String PID = "dev.tollgate.health";
    private static final String TOKEN = "a-token-of-health-checks";
    private static final int UP = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int DOWN = 503;

    @Inject
    private ConfigurationAdmin configurations;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private URI server;

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        return ConfiguredAtStart.of(super.configuration(), Map.of("dev.tollgate.breaker",
                "window.s = 3600\npause.s = 3600\ncycles.window.s = 36000\ncycles = 1\n"));
    }

    @Before
    public void switchHttpOn() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        configure("org.apache.felix.http", Map.of("org.apache.felix.http.enable", true, "org.apache.felix.http.host", "127.0.0.1",
                "org.osgi.service.http.port", port, "org.apache.felix.https.enable", false));
        server = URI.create("http://127.0.0.1:" + port);
        Path token = Files.createTempFile("health", ".token", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, TOKEN + "\n");
        configure(PID, Map.of("token.file", token.toString(), "unhandled.s", 0));
        await("it is ready", () -> status("/health/ready") == UP && status("/health") == UNAUTHORIZED);
    }

    @After
    public void switchHttpOff() throws Exception {
        configurations.getConfiguration(PID, "?").delete();
        configurations.getConfiguration("org.apache.felix.http", "?").delete();
    }

    @Test
    public void aServerToWhichNothingHappenedIsUpAndTellsOnlyThoseWithTheTokenMore() throws Exception {
        HttpResponse<String> ready = get("/health/ready", "");
        assertEquals("{\"status\":\"up\"}", ready.body());
        assertEquals("no-store", ready.headers().firstValue("Cache-Control").orElse(""));
        assertEquals("{\"status\":\"up\"}", get("/health/live", "").body());
        assertEquals(NOT_ALLOWED, client.send(HttpRequest.newBuilder(server.resolve("/health/live")).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString()).statusCode());
        assertEquals(NOT_FOUND, status("/health/ready/x"));
        assertEquals(UNAUTHORIZED, get("/health", "Bearer " + TOKEN.substring(1)).statusCode());

        String report = get("/health", "Bearer " + TOKEN).body();
        Matcher checks = Pattern.compile("\"name\":\"(tollgate [a-z ]+)\",\"status\":\"([a-z_]+)\"").matcher(report);
        int count = 0;
        while (checks.find()) {
            count++;
            assertEquals(checks.group(1) + " in " + report, "ok", checks.group(2));
        }
        assertEquals(report, 14, count);
    }

    @Test
    public void thePathFollowsItsConfigurationAndAWrongOneChangesNothing() throws Exception {
        configure(PID, Map.of("path", "/is/it"));
        await("it is served elsewhere", () -> status("/is/it/ready") == UP && status("/health/ready") == NOT_FOUND);
        assertEquals("there is no token", NOT_FOUND, status("/is/it"));
        configure(PID, Map.of("path", "/else", "memory.warn.percent", 101));
        await("it is refused", () -> service(ConfigurationFaults.class).present().stream().anyMatch(fault -> fault.pid().equals(PID)));
        await("the right one came through", () -> {
            // More than once: the component runtime misses a change that comes while it reads the one before.
            configure(PID, Map.of("path", "/there"));
            return status("/there/live") == UP;
        });
        assertEquals(NOT_FOUND, status("/else/live"));
    }

    @Test
    public void aConfigurationThatIsRefusedIsAWarningUntilItIsMended() throws Exception {
        configure("dev.tollgate.diagnostics", Map.of("per.plugin", "lots"));
        await("it is a warning", () -> check("configuration").equals("warn"));
        assertTrue(report(), report().contains("dev.tollgate.diagnostics: per.plugin is 'lots', allowed is a whole number from 1 to 1000"));
        assertEquals("what stands in for it works", UP, status("/health/ready"));
        configurations.getConfiguration("dev.tollgate.diagnostics", "?").delete();
        await("it is fine", () -> check("configuration").equals("ok"));
    }

    @Test
    public void aPluginThatTripsUntilItIsDeactivatedIsRedUntilItIsReset() throws Exception {
        byte[] content = TestPackage.of("hopeless", "1.0.0", "enqueue").asks("queue: {}").server("fuel_per_invocation: 50000")
                .filter("hopeless", "job_loop").job("noop", 0).build();
        PluginId id = service(Plugins.class).install(content, BY);
        service(Grants.class).grant(id, "queue", BY);
        service(Plugins.class).activate("hopeless", Optional.empty(), BY);
        assertEquals("ok", check("breakers"));
        for (int i = 0; i < 6; i++) {
            service(Hooks.class).filter("hopeless", "unchanged".getBytes(UTF_8));
        }
        await("it is red", () -> check("breakers").equals("critical"));
        assertTrue(report(), report().contains("tollgate:breaker reset hopeless"));
        assertEquals(DOWN, get("/health", "Bearer " + TOKEN).statusCode());
        assertEquals("one plugin is no reason to take the server out of service", UP, status("/health/ready"));

        service(Breakers.class).reset("hopeless", BY);
        await("it is green", () -> check("breakers").equals("ok"));
    }

    @Test
    public void jobsThatNobodyHandlesAreRedUntilSomebodyDoes() throws Exception {
        service(JobQueue.class).enqueue(JobRequest.of("nobodys", "chore", "itest", new byte[0], 0));
        await("it is red", () -> check("job handlers").equals("critical"));
        assertTrue(report(), report().contains("queue nobodys: 1 job waits"));

        JobHandler handler = (execution, lease) -> new JobResult.Done(new byte[0], "");
        ServiceRegistration<JobHandler> registered = context.registerService(JobHandler.class, handler,
                new Hashtable<>(Map.of(JobHandler.QUEUE, "nobodys")));
        try {
            await("it is green", () -> check("job handlers").equals("ok"));
        } finally {
            registered.unregister();
        }
    }

    @Test
    public void aCapabilityThatIsHeldAndNotProvidedIsRedUntilItIs() throws Exception {
        PluginId id = service(Plugins.class).install(WithGates.gates("keeper", "1.0.0", "kv").build(), BY);
        service(Grants.class).grant(id, "kv", BY);
        service(Plugins.class).activate("keeper", Optional.empty(), BY);
        await("it is green", () -> check("capability providers").equals("ok"));
        Bundle provider = bundleOf("dev.tollgate.capability-kv");
        provider.stop();
        await("it is red", () -> check("capability providers").equals("critical"));
        assertTrue(report(), report().contains("keeper waits for the capability kv"));
        provider.start();
        await("it is green again", () -> check("capability providers").equals("ok"));
        service(Plugins.class).remove("keeper", BY);
    }

    @Test
    public void withoutItsStoreTheServerIsNotReadyButAlive() throws Exception {
        Bundle store = bundleOf("dev.tollgate.store-sqlite");
        store.stop();
        await("it is not ready", () -> status("/health/ready") == DOWN);
        assertEquals("critical", check("store jobs"));
        assertEquals("critical", check("plugins restored"));
        assertEquals("a start brings no store back", UP, status("/health/live"));
        store.start();
        await("it is ready", () -> status("/health/ready") == UP);
    }

    /** However often it is asked for, a check that hangs has one thread. */
    @Test
    public void aStoreThatHangsIsNotReadyAndHoldsOneThreadNotMany() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Object hanging = Proxy.newProxyInstance(JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("reclaim")) {
                go.await();
                return 0;
            }
            return method.getName().equals("hashCode") ? 1 : method.getName().equals("equals") ? proxy == arguments[0] : "hanging";
        });
        // To nobody's taste but the check's, which asks every store there is.
        ServiceRegistration<?> registered = context.registerService(JobStore.class.getName(), hanging,
                new Hashtable<>(Map.of("tollgate.store", "postgres", "service.ranking", -100)));
        try {
            await("it is not ready", () -> status("/health/ready") == DOWN);
            for (int i = 0; i < 3; i++) {
                assertEquals(DOWN, status("/health/ready"));
                assertEquals(UP, status("/health/live"));
                Thread.sleep(1_100);
            }
            assertEquals(1, Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("HealthCheck tollgate store jobs"))
                    .count());
        } finally {
            registered.unregister();
            go.countDown();
        }
        await("it is ready", () -> status("/health/ready") == UP);
        assertFalse(report(), report().contains("hanging"));
    }

    private String check(String name) throws Exception {
        String report = report();
        Matcher found = Pattern.compile("\"name\":\"tollgate " + name + "\",\"status\":\"([a-z_]+)\"").matcher(report);
        assertTrue(name + " is not in " + report, found.find());
        return found.group(1);
    }

    private String report() throws Exception {
        return get("/health", "Bearer " + TOKEN).body();
    }

    private int status(String path) throws Exception {
        return get(path, "").statusCode();
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        for (int refused = 0;; refused++) {
            try {
                return client.send(request.build(), BodyHandlers.ofString());
            } catch (ConnectException notYet) {
                assertTrue("nobody listens at " + server, refused < 6_000);
                Thread.sleep(10);
            }
        }
    }

    private void configure(String pid, Map<String, ?> values) throws IOException {
        configurations.getConfiguration(pid, "?").update(new Hashtable<>(values));
    }
}
