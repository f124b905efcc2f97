package dev.tollgate.web.javax.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.web.HttpEndpoint;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import dev.tollgate.web.spi.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.ee8.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The servlet in a real container, on loopback. */
class EndpointServletTest {
    private static final int BODY_BYTES = 64;
    private static final int MOST_BYTES = 1000;

    /** What the other side of the servlet saw of a request. */
    private record Seen(String method, String path, String query, List<String> tags, long length, String body) {
    }

    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private HttpResponse answer = new HttpResponse(202, Map.of(), "");

    @BeforeEach
    void start() throws Exception {
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/at");
        context.addServlet(new ServletHolder(new EndpointServlet(new Exchange(endpoint()))), "/hooks/*");
        server.setHandler(context.get());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void whatWasSentIsPassedOn() throws Exception {
        String sent = exchange("POST /at/hooks/order?token=x HTTP/1.1", "X-Tag: a", "x-tag: b", "Content-Length: 4", "", "body");
        assertThat(sent).startsWith("HTTP/1.1 202 ").contains("Content-Length: 0");
        assertThat(next()).isEqualTo(new Seen("POST", "/hooks/order", "token=x", List.of("a", "b"), 4, "body"));
    }

    @Test
    void aChunkedBodyIsPassedOnWithoutALength() throws Exception {
        exchange("POST /at/hooks/order HTTP/1.1", "Transfer-Encoding: chunked", "", "3\r\nbod\r\n1\r\ny\r\n0\r\n\r\n");
        assertThat(next()).isEqualTo(new Seen("POST", "/hooks/order", "", List.of(), -1, "body"));
    }

    @Test
    void aBodyOfAFormIsNotTakenForParameters() throws Exception {
        exchange("POST /at/hooks/order HTTP/1.1", "Content-Type: application/x-www-form-urlencoded", "Content-Length: 3", "", "a=b");
        assertThat(next().body()).isEqualTo("a=b");
    }

    @Test
    void thePathStaysAsItWasSent() throws Exception {
        for (String path : List.of("/hooks/%6frder", "/hooks/order;x=1", "/hooks/a/../order", "/hooks/./order")) {
            if (exchange("POST /at" + path + " HTTP/1.1", "Content-Length: 0", "", "").startsWith("HTTP/1.1 202 ")) {
                assertThat(next().path()).isEqualTo(path);
            }
        }
        assertThat(seen).isEmpty();
        assertThat(exchange("POST /at/hooks/../hooks/order HTTP/1.1", "Content-Length: 0", "", "")).startsWith("HTTP/1.1 ");
        assertThat(seen).noneMatch(request -> request.path().equals("/hooks/order"));
    }

    @Test
    void everyMethodIsAnsweredByTheEndpoint() throws Exception {
        answer = new HttpResponse(405, Map.of("Allow", "POST"), "");
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            assertThat(exchange(method + " /at/hooks/order HTTP/1.1", "Content-Length: 0", "", "")).as(method)
                    .startsWith("HTTP/1.1 405 ").contains("Allow: POST").doesNotContain("GET");
            assertThat(next().method()).isEqualTo(method);
        }
    }

    @Test
    void anAnswerHasItsHeadersAndItsBody() throws Exception {
        answer = new HttpResponse(429, Map.of("Retry-After", "5", "Content-Type", "application/problem+json"), "{\"status\":429}");
        assertThat(exchange("POST /at/hooks/order HTTP/1.1", "Content-Length: 0", "", "")).startsWith("HTTP/1.1 429 ")
                .contains("Retry-After: 5", "Content-Type: application/problem+json", "Content-Length: 14").endsWith("{\"status\":429}");
    }

    @Test
    void aConnectionWhoseBodyWasNotReadIsClosed() throws Exception {
        assertThat(exchange("POST /at/hooks/large HTTP/1.1", "Content-Length: 100000000", "", "x".repeat(1000)))
                .startsWith("HTTP/1.1 413 ").containsIgnoringCase("Connection: close");
        assertThat(seen).isEmpty();
    }

    @Test
    void aBodyThatEndsEarlyOrStandsStillIsNoBody() throws Exception {
        connector.setIdleTimeout(300);
        exchange("POST /at/hooks/order HTTP/1.1", "Content-Length: 10", "", "five.");
        assertThat(next().body()).startsWith("broken: ");
        exchange("POST /at/hooks/order HTTP/1.1", "Transfer-Encoding: chunked", "", "zz\r\nnot a chunk");
        assertThat(next().body()).startsWith("broken: ");
    }

    private HttpEndpoint endpoint() {
        return new HttpEndpoint() {
            @Override
            public String path() {
                return "/hooks/*";
            }

            @Override
            public Set<String> methods() {
                return Set.of();
            }

            @Override
            public int mostBodyBytes() {
                return MOST_BYTES;
            }

            @Override
            public HttpResponse handle(HttpRequest request) {
                seen.add(new Seen(request.method(), request.path(), request.query(), request.headers("X-TAG"), request.length(), body(request)));
                return answer;
            }
        };
    }

    private static String body(HttpRequest request) {
        try {
            InputStream in = request.body();
            return new String(in.readNBytes(BODY_BYTES), StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException broken) {
            return "broken: " + broken;
        }
    }

    private Seen next() throws InterruptedException {
        return seen.poll(60, TimeUnit.SECONDS);
    }

    /** Sends lines, the last of them without an end, and answers everything that comes back until the connection is closed. */
    private String exchange(String request, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            String head = request + "\r\nHost: localhost\r\nConnection: close\r\n" + String.join("\r\n", lines);
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
