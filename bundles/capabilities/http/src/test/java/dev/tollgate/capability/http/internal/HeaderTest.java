package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HeaderTest {
    @Test
    void a39TheHostHeaderIsTheUrlsAndNobodyElses() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().ports(server)) {
            for (String name : new String[] {"Host", "host", "HOST", ":authority", ":method", ":path", ":scheme", "host ", " host", "host\t", "X-Host", "X-Forwarded-Host",
                "X-Original-Host"}) {
                refused(bed, server, "GET", name, "evil.example");
            }
            assertThat(server.requests()).isEmpty();
            bed.get("http://api.example.com:" + server.port() + "/");
            assertThat(server.only().headers("host")).containsExactly("api.example.com:" + server.port());
        }
    }

    @Test
    void a40FramingConnectionAndProxyHeadersAreNotAPluginsToSend() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().ports(server)) {
            for (String name : new String[] {"Content-Length", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Connection", "Keep-Alive", "Expect", "Via",
                "HTTP2-Settings", "Proxy-Authorization", "Proxy-Connection", "Proxy-Anything", "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto",
                "X-Real-IP", "X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL", "Proxy", "X_Forwarded_For", "Content_Length", "Transfer_Encoding",
                "X_HTTP_Method_Override", "Client-IP", "X-Forwarded", "X-Remote-Addr", "WL-Proxy-Client-IP", "X-Envoy-Original-Path"}) {
                refused(bed, server, "POST", name, "5");
                refused(bed, server, "POST", name.toUpperCase(Locale.ROOT), "5");
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a40NothingThatEndsALineGetsIntoTheRequest() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().ports(server)) {
            // The last ones are 0x0d0a, and letters whose low bytes are CR and LF: a cast to bytes would make line ends of them.
            for (String end : new String[] {"\r\n", "\n", "\r", "\0", "\u007f", "\u0085", "\u2028", "\u0d0a", "\u010d\u010a"}) {
                refused(bed, server, "GET", "x-a", "1" + end + "Host: evil.example");
                refused(bed, server, "GET", "x-a" + end + "Host", "evil.example");
                refused(bed, server, "GET" + end, "x-a", "1");
                bed.refused(Errno.EINVAL, "http://api.example.com:" + server.port() + "/" + end + "Host: evil.example");
                bed.refused(Errno.EINVAL, "http://api.example.com:" + server.port() + "/?q" + end);
                bed.refused(Errno.EINVAL, "http://api.example.com" + end + ":" + server.port() + "/");
            }
            for (String method : new String[] {"get", "GET ", "GET /admin HTTP/1.1", "", "G", "POST\t", "DEL/ETE"}) {
                refused(bed, server, method, "x-a", "1");
            }
            for (String name : new String[] {"", "a b", "a:b", "a\"", "a(", "\u00e9", "a".repeat(129)}) {
                refused(bed, server, "GET", name, "1");
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a40EscapedLineEndsInThePathStayEscaped() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().ports(server)) {
            bed.get("http://api.example.com:" + server.port() + "/a%0d%0aHost:%20evil?b%0d%0a");
            assertThat(server.only().line()).isEqualTo("GET /a%0D%0AHost:%20evil?b%0d%0a HTTP/1.1");
        }
    }

    @Test
    void theHeadersOfARequestHaveABound() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().ports(server)) {
            refused(bed, server, "GET", "x-long", "a".repeat(16_384));
            String pairs = "[\"x-a\",\"1\"],".repeat(64) + "[\"x-a\",\"1\"]";
            bed.refusedHead(Errno.EINVAL, "{\"url\":\"http://api.example.com:" + server.port() + "/\",\"headers\":[" + pairs + "]}", "");
        }
    }

    @Test
    void aHeadThatIsNotAsItShouldBeIsInvalidAndSaysWhy() throws Exception {
        try (Bed bed = new Bed()) {
            String url = "\"url\":\"http://api.example.com/\"";
            for (String head : new String[] {"", "null", "[]", "{", "{}", "{" + url + "} x", "{" + url + "," + url + "}", "{" + url + ",\"proxy\":\"x\"}",
                "{\"url\":1}", "{" + url + ",\"method\":1}", "{" + url + ",\"headers\":\"x\"}", "{" + url + ",\"headers\":[\"x\"]}",
                "{" + url + ",\"headers\":[[\"x\"]]}", "{" + url + ",\"headers\":{\"x\":1}}", "{" + url + ",\"headers\":{\"x\":\"1\",\"x\":\"2\"}}",
                "{" + url + ",\"timeout_ms\":0}", "{" + url + ",\"timeout_ms\":-1}", "{" + url + ",\"timeout_ms\":\"1\"}", "{" + url + ",\"timeout_ms\":1.5}",
                "{" + url + ",\"timeout_ms\":99999999999}", "{" + url + ",\"redirects\":-1}"}) {
                assertThat(bed.refusedHead(Errno.EINVAL, head, "")).as(head).hasMessageStartingWith("the head of the request: ");
            }
            assertThat(bed.refusedHead(Errno.EINVAL, "[".repeat(60_000), "").getMessage()).isNotBlank();
        }
    }

    private static void refused(Bed bed, HostileServer server, String method, String name, String value) {
        bed.refusedHead(Errno.EINVAL, "{\"method\":" + Bed.quoted(method) + ",\"url\":\"http://api.example.com:" + server.port() + "/\",\"headers\":[["
                + Bed.quoted(name) + "," + Bed.quoted(value) + "]]}", "");
    }
}
