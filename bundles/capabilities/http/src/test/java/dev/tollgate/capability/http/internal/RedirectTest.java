package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RedirectTest {
    private static final String EMPTY = "\r\nContent-Length: 0\r\n\r\n";

    @Test
    void a34ARedirectToAHostThatWasNotGrantedIsRefused() throws Exception {
        try (HostileServer goal = HostileServer.ok("secret");
                HostileServer server = HostileServer.redirecting(302, "http://evil.example.org:" + goal.port() + "/");
                Bed bed = new Bed().ports(server, goal)) {
            assertThat(bed.refused(Errno.EPERM, url(server, "/"))).hasMessageEndingWith(": hosts");
            assertThat(goal.requests()).isEmpty();
        }
    }

    @Test
    void a34ARedirectToAnAddressThatIsClosedIsRefused() throws Exception {
        for (String host : new String[] {"10.0.0.1", "169.254.169.254", "[::1]", "inner.example.com"}) {
            try (HostileServer server = HostileServer.redirecting(307, "http://" + host + "/");
                    Bed bed = new Bed(Bed.BOUNDS, Bed.resolver(name -> name.startsWith("inner") ? "192.168.1.1" : "127.0.0.1"))
                            .hosts("*.example.com", "10.0.0.1", "169.254.169.254", "[::1]").ports(server.port(), 80)) {
                assertThat(bed.refused(Errno.EPERM, url(server, "/"))).hasMessageContaining("open.addresses");
            }
        }
    }

    @Test
    void a34ARedirectIsHeldToEveryFieldOfTheScope() throws Exception {
        try (HostileServer other = HostileServer.ok("secret")) {
            assertThat(redirectedTo("http://api.example.com:" + other.port() + "/v1/")).endsWith(": ports");
            assertThat(redirectedTo("/admin")).endsWith(": paths");
            assertThat(redirectedTo("/v1/../admin")).endsWith(": paths");
            assertThat(redirectedTo("%2e%2e/admin")).endsWith(": paths");
            assertThat(redirectedTo("ftp://api.example.com/v1/")).contains("scheme");
            assertThat(redirectedTo("http://api.example.com@evil.example.org/v1/")).contains("host and a port");
            assertThat(redirectedTo("http:\\\\evil.example.org\\v1")).contains("printable ASCII");
            assertThat(redirectedTo("//evil.example.org/v1/")).endsWith(": hosts");
            assertThat(redirectedTo("http://2130706433/v1/")).contains("IPv4");
            assertThat(other.requests()).isEmpty();
        }
    }

    private static String redirectedTo(String location) throws Exception {
        try (HostileServer server = HostileServer.redirecting(302, location); Bed bed = new Bed().paths("/v1").ports(server)) {
            return bed.refused(Errno.EPERM, url(server, "/v1/")).getMessage();
        }
    }

    @Test
    void a34ADowngradeToHttpNeedsAScopeThatHasHttp() throws Exception {
        try (HostileServer plain = HostileServer.ok("seen by all");
                Tls tls = Tls.of("api.example.com");
                HostileServer server = tls.server(302, "http://api.example.com:" + plain.port() + "/");
                Bed bed = new Bed(Bed.BOUNDS, Bed.LOOPBACK, tls.client(), "127.0.0.0/8").ports(server, plain)) {
            String url = "https://api.example.com:" + server.port() + "/";
            assertThat(bed.schemes("https").refused(Errno.EPERM, url)).hasMessageEndingWith(": schemes");
            assertThat(plain.requests()).isEmpty();
            assertThat(bed.schemes("https", "http").get(url).text()).isEqualTo("seen by all");
        }
    }

    @Test
    void a34ThreeRedirectsAreFollowedAndTheFourthIsTheResult() throws Exception {
        try (HostileServer server = new HostileServer((request, out) -> {
            int hop = request.line().charAt("GET /".length()) - '0';
            say(out, "HTTP/1.1 302 Next\r\nLocation: /" + (hop + 1) + EMPTY);
        }); Bed bed = new Bed().ports(server)) {
            Bed.Result result = bed.get(url(server, "/0"));
            assertThat(result.status()).isEqualTo(302);
            assertThat(result.url()).endsWith("/3");
            assertThat(result.head().get("redirects").intValue()).isEqualTo(3);
            assertThat(server.requests()).hasSize(4);
            assertThat(bed.send("{\"url\":\"" + url(server, "/0") + "\",\"redirects\":1}", "").url()).endsWith("/1");
            assertThat(bed.send("{\"url\":\"" + url(server, "/0") + "\",\"redirects\":0}", "").url()).endsWith("/0");
            bed.refusedHead(Errno.EINVAL, "{\"url\":\"" + url(server, "/0") + "\",\"redirects\":4}", "");
        }
    }

    @Test
    void a42CredentialsStayWithTheOriginThatTheyWereMeantFor() throws Exception {
        AtomicReference<String> location = new AtomicReference<>();
        try (HostileServer goal = new HostileServer((request, out) -> {
            if (request.line().contains("/back")) {
                say(out, "HTTP/1.1 307 Back\r\nLocation: " + location.get() + EMPTY);
            } else {
                say(out, "HTTP/1.1 200 OK" + EMPTY);
            }
        }); HostileServer server = new HostileServer((request, out) -> {
            if (request.line().contains("/end")) {
                say(out, "HTTP/1.1 200 OK" + EMPTY);
            } else {
                say(out, "HTTP/1.1 307 Away\r\nSet-Cookie: theirs=1\r\nLocation: " + location.get() + EMPTY);
            }
        }); Bed bed = new Bed().hosts("api.example.com", "other.example.com").ports(server, goal)) {
            String head = "{\"url\":\"" + url(server, "/") + "\",\"headers\":{\"Authorization\":\"Bearer abc\",\"Cookie\":\"mine=1\","
                    + "\"X-Api-Key\":\"abc\",\"Accept\":\"text/plain\"}}";
            for (String elsewhere : new String[] {"http://other.example.com:" + server.port() + "/end", "http://api.example.com:" + goal.port() + "/"}) {
                location.set(elsewhere);
                bed.send(head, "");
                HostileServer.Request last = (elsewhere.endsWith("/end") ? server : goal).requests().get((elsewhere.endsWith("/end") ? 1 : 0));
                assertThat(last.head().toLowerCase()).as(elsewhere).contains("accept: text/plain")
                        .doesNotContain("authorization", "cookie", "x-api-key", "abc", "referer");
            }
            location.set("/end");
            bed.send(head, "");
            HostileServer.Request same = server.requests().get(server.requests().size() - 1);
            assertThat(same.headers("authorization")).containsExactly("Bearer abc");
            assertThat(same.headers("cookie")).containsExactly("mine=1");
        }
    }

    @Test
    void a42CredentialsDoNotComeBackWithARedirectToTheFirstOrigin() throws Exception {
        AtomicReference<HostileServer> first = new AtomicReference<>();
        try (HostileServer other = new HostileServer((request, out) ->
                say(out, "HTTP/1.1 302 Back\r\nLocation: " + url(first.get(), "/end") + EMPTY));
                HostileServer server = new HostileServer((request, out) -> say(out, request.line().contains("/end")
                        ? "HTTP/1.1 200 OK" + EMPTY : "HTTP/1.1 302 Away\r\nLocation: " + url(other, "/") + EMPTY));
                Bed bed = new Bed().ports(server, other)) {
            first.set(server);
            bed.send("{\"url\":\"" + url(server, "/") + "\",\"headers\":{\"Authorization\":\"Bearer abc\"}}", "");
            assertThat(server.requests().get(0).headers("authorization")).hasSize(1);
            assertThat(server.requests().get(1).headers("authorization")).isEmpty();
        }
    }

    @Test
    void theMethodChangesAsInBrowsersAndTheScopeIsAskedForTheNewOne() throws Exception {
        assertThat(lastLine(302, "POST", "POST", "GET")).isEqualTo("GET /end HTTP/1.1");
        assertThat(lastLine(303, "PUT", "PUT", "GET")).isEqualTo("GET /end HTTP/1.1");
        assertThat(lastLine(301, "PUT", "PUT")).isEqualTo("PUT /end HTTP/1.1");
        assertThat(lastLine(307, "POST", "POST")).isEqualTo("POST /end HTTP/1.1");
        assertThat(lastLine(303, "HEAD", "HEAD")).isEqualTo("HEAD /end HTTP/1.1");
        try (HostileServer server = HostileServer.redirecting(303, "/end"); Bed bed = new Bed().methods("POST").ports(server)) {
            assertThat(bed.refusedHead(Errno.EPERM, "{\"method\":\"POST\",\"url\":\"" + url(server, "/") + "\"}", "x")).hasMessageEndingWith(": methods");
        }
    }

    private static String lastLine(int status, String method, String... granted) throws Exception {
        try (HostileServer server = new HostileServer((request, out) -> say(out, request.line().contains("/end")
                ? "HTTP/1.1 200 OK" + EMPTY : "HTTP/1.1 " + status + " X\r\nLocation: /end" + EMPTY));
                Bed bed = new Bed().methods(granted).ports(server)) {
            boolean body = !method.equals("HEAD");
            bed.send("{\"method\":\"" + method + "\",\"url\":\"" + url(server, "/") + "\",\"headers\":{\"content-type\":\"text/plain\"}}",
                    body ? "body" : "");
            HostileServer.Request last = server.requests().get(1);
            assertThat(last.body()).asString().isEqualTo(body && !last.line().startsWith("GET") ? "body" : "");
            assertThat(last.headers("content-type")).hasSize(last.line().startsWith("GET") ? 0 : 1);
            return last.line();
        }
    }

    @Test
    void relativeLocationsAreFollowed() {
        Target base = Target.parse("https://a.example/x/y?q");
        assertThat(base.resolve("z?r#f")).hasToString("https://a.example/x/z?r");
        assertThat(base.resolve("../../z/./")).hasToString("https://a.example/z/");
        assertThat(base.resolve("?r")).hasToString("https://a.example/x/y?r");
        assertThat(base.resolve("#f")).hasToString("https://a.example/x/y?q");
        assertThat(base.resolve("/z/..")).hasToString("https://a.example/");
        assertThat(base.resolve("//b.example:8443")).hasToString("https://b.example:8443/");
    }

    private static String url(HostileServer server, String path) {
        return "http://api.example.com:" + server.port() + path;
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
