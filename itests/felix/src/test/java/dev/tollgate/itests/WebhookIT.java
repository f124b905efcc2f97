package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.guests.TestPackage;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.Test;

/** A sender delivers events over HTTP to a server whose HTTP service is switched on. */
public class WebhookIT extends WithServices {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final int ACCEPTED = 202;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private URI uri;

    @Test
    public void aSenderIsAnsweredByWhatBecomesOfItsEventAndNeverWaitsForThePlugin() throws Exception {
        running("board", TestPackage.service("board", "1.0.0").service("queue: 1"));
        webhook("/hooks/build");
        assertEquals(ACCEPTED, send("one", "d-1", signature("one")).statusCode());
        await("it came", () -> journal("board").equals("start\none\n"));
        assertEquals("the same delivery again", ACCEPTED, send("one", "d-1", signature("one")).statusCode());

        assertEquals(UNAUTHORIZED, send("two", "d-2", signature("else")).statusCode());
        assertEquals(UNAUTHORIZED, client.send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("two")).build(),
                BodyHandlers.ofString()).statusCode());
        assertEquals(NOT_FOUND, client.send(HttpRequest.newBuilder(uri.resolve("/hooks/other")).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString()).statusCode());
        HttpResponse<String> looked = client.send(HttpRequest.newBuilder(uri).GET().build(), BodyHandlers.ofString());
        assertEquals(NOT_ALLOWED, looked.statusCode());
        assertEquals(List.of("POST"), looked.headers().allValues("Allow"));
        String large = "x".repeat(101);
        assertEquals(TOO_LARGE, send(large, "d-3", signature(large)).statusCode());
        assertEquals("nobody else came through", "start\none\n", journal("board"));

        try (HeldEvents held = new HeldEvents(context)) {
            configure(Map.of("ingress", "command"));
            List<HttpResponse<String>> answers = new ArrayList<>();
            await("the queue is full", () -> {
                answers.add(send(HeldEvents.COMMAND, "d-4-" + answers.size(), signature(HeldEvents.COMMAND)));
                return answers.get(answers.size() - 1).statusCode() == TOO_MANY;
            });
            held.awaitOne();
            HttpResponse<String> full = answers.get(answers.size() - 1);
            assertTrue(full.headers().firstValue("Retry-After").isPresent());
        }

        services.stop("board", OnStop.DRAIN, BY);
        HttpResponse<String> stopped = send("late", "d-5", signature("late"));
        assertEquals(stopped.body(), UNAVAILABLE, stopped.statusCode());
        assertTrue(stopped.headers().firstValue("Retry-After").isPresent());
    }

    /** Switches the HTTP service on, and waits until it serves the path. */
    private void webhook(String path) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        configure("org.apache.felix.http", Map.of("org.apache.felix.http.enable", true, "org.apache.felix.http.host", "127.0.0.1",
                "org.osgi.service.http.port", port, "org.apache.felix.https.enable", false));
        uri = URI.create("http://127.0.0.1:" + port + path);
        configure(Map.of());
        await("it is served", () -> {
            try {
                return client.send(HttpRequest.newBuilder(uri).GET().build(), BodyHandlers.ofString()).statusCode() == NOT_ALLOWED;
            } catch (ConnectException notYet) {
                return false;
            }
        });
    }

    private void configure(Map<String, String> differently) throws Exception {
        Path secret = Files.createTempFile("webhook", ".secret", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, SECRET + "\n");
        Hashtable<String, Object> all = new Hashtable<>(Map.of("path", "/build", "slug", "board", "ingress", "event", "kind", "push",
                "secret.file", secret.toString(), "correlation.header", "X-GitHub-Delivery", "max.bytes", 100));
        all.putAll(differently);
        configurations.getFactoryConfiguration("dev.tollgate.webhook", "build", "?").update(all);
    }

    private HttpResponse<String> send(String body, String delivery, String signature) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).header("X-GitHub-Delivery", delivery).header("X-Hub-Signature-256", signature)
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    }
}
