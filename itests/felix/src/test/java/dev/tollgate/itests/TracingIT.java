package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** A collector and a server that a plugin asks, and how what they hear hangs together. */
public class TracingIT extends WithGates {
    @Test
    public void aTraceGoesThroughThePluginOutByHttpAndOnInTheJobsThatItEnqueues() throws Exception {
        try (RecordingServer collector = new RecordingServer(); RecordingServer asked = new RecordingServer()) {
            configure("dev.tollgate.http", Map.of("open.addresses", "127.0.0.0/8, ::1/128"));
            PluginId fetcher = plugins.install(TestPackage.of("tracer", "1.0.0", "gates").server("invocation_timeout_ms: 5000")
                    .filter("tracer", "run").job("run", 0)
                    .asks("http: { hosts: [localhost], schemes: [http], ports: [" + asked.port() + "] }").asks("queue: {}")
                    .asks("kv: { optional: true }").asks("db: { optional: true }").asks("config: { optional: true }")
                    .asks("secrets: { names: [token], optional: true }").build(), BY);
            grants.grant(fetcher, "http", BY);
            grants.grant(fetcher, "queue", BY);
            plugins.activate("tracer", Optional.empty(), BY);
            GateScript fetch = new GateScript().call("http.request", "{\"url\":\"http://localhost:" + asked.port()
                    + "/\",\"headers\":{\"traceparent\":\"guest\"}}", "");
            await("loopback is open", () -> one("tracer", fetch).number() > 0);
            assertEquals("nobody traces", Optional.of("guest"), asked.requests.get(0).header("traceparent"));

            configure("dev.tollgate.tracing", Map.of("exporter", "otlp", "endpoint", "http://127.0.0.1:" + collector.port() + "/v1/traces"));
            await("it is traced", () -> {
                asked.requests.clear();
                return one("tracer", fetch).number() > 0 && !asked.requests.get(0).header("traceparent").equals(Optional.of("guest"));
            });
            asked.requests.clear();
            GateScript both = new GateScript().call("http.request", "{\"url\":\"http://localhost:" + asked.port() + "/\"}", "")
                    .call("queue.enqueue", "run", fetch.input(), "");
            List<GateScript.Answer> answers = run("tracer", both);
            assertTrue(answers.toString(), answers.get(1).number() > 0);
            await("the job asked as well", () -> asked.requests.size() == 2);

            String[] first = asked.requests.get(0).header("traceparent").orElseThrow().split("-");
            String[] ofJob = asked.requests.get(1).header("traceparent").orElseThrow().split("-");
            assertEquals("one trace", first[1], ofJob[1]);
            assertNotEquals(first[2], ofJob[2]);
            await("the collector heard of both requests", () -> heard(collector, first[1]) && heard(collector, first[2]) && heard(collector, ofJob[2]));
            String said = body(collector);
            for (String name : new String[] {"tracer run", "tollgate:http@1", "tollgate:queue@1", "tollgate.request_id"}) {
                assertTrue(name, said.contains(name));
            }
        } finally {
            configurations.getConfiguration("dev.tollgate.tracing", "?").delete();
        }
    }

    @Test
    public void theApplicationsOwnOpenTelemetryIsAskedAsLongAsItIsThere() throws Exception {
        active(TestPackage.of("watched", "1.0.0", "basic").filter("watched", "echo"));
        List<Object> asked = new CopyOnWriteArrayList<>();
        OpenTelemetry application = (OpenTelemetry) Proxy.newProxyInstance(OpenTelemetry.class.getClassLoader(), new Class<?>[] {OpenTelemetry.class},
                (proxy, method, args) -> {
                    asked.add(args[0]);
                    return TracerProvider.noop().get("noop");
                });
        ServiceRegistration<OpenTelemetry> registration = context.registerService(OpenTelemetry.class, application, null);
        try {
            configure("dev.tollgate.tracing", Map.of("exporter", "service"));
            await("it traces", () -> observers() == 1);
            assertEquals(List.of("dev.tollgate.tracing"), asked);
            assertEquals("x", new String(hooks.filter("watched", new byte[] {'x'}).value(), ISO_8859_1));
            registration.unregister();
            // The thread that began to trace may still be at it: then it ends that itself.
            await("nobody looks on", () -> observers() == 0);
        } finally {
            configurations.getConfiguration("dev.tollgate.tracing", "?").delete();
        }
    }

    private long observers() {
        ServiceReference<?>[] there = bundleOf("dev.tollgate.tracing").getRegisteredServices();
        return there == null ? 0 : Arrays.stream(there)
                .filter(service -> Arrays.asList((String[]) service.getProperty("objectClass")).contains("dev.tollgate.lifecycle.CallObserver")).count();
    }

    /** Ids are raw bytes in the protocol. */
    private static boolean heard(RecordingServer collector, String id) {
        return body(collector).contains(new String(HexFormat.of().parseHex(id), ISO_8859_1));
    }

    private static String body(RecordingServer collector) {
        return String.join("", collector.requests.stream().map(RecordingServer.Request::body).toList());
    }
}
