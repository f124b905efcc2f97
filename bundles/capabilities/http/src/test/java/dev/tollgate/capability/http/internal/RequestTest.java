package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.capability.http.HttpScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RequestTest {
    @Test
    void theGateIsOneThatGuestsCanCallSixtyTimesInAMinute() {
        try (Bed bed = new Bed()) {
            GateContract contract = GateContract.of(bed.capability);
            assertThat(contract.name()).hasToString("tollgate:http@1");
            assertThat(contract.scope()).isEqualTo(HttpScope.class);
            assertThat(contract.perMinute()).isEqualTo(60);
            assertThat(contract.function("request").orElseThrow().type()).isEqualTo("(i32,i32,i32,i32)->i64");
        }
    }

    @Test
    void aResultIsALineOfJsonAndTheBodyAsItCame() throws Exception {
        try (HostileServer server = HostileServer.saying("HTTP/1.1 404 Not here\r\nX-One: 1\r\nX-One: 2\r\nContent-Length: 4\r\n\r\na\nb\u00ff");
                Bed bed = new Bed().ports(server)) {
            Bed.Result result = bed.get("http://API.example.com:" + server.port() + "/a%2Db/?q=1#part");

            assertThat(result.status()).isEqualTo(404);
            assertThat(result.url()).isEqualTo("http://api.example.com:" + server.port() + "/a-b/?q=1");
            assertThat(result.headers("x-one")).containsExactly("1", "2");
            assertThat(result.headers("content-length")).isEmpty();
            assertThat(result.text()).isEqualTo("a\nb\u00ff");
            assertThat(server.only().line()).isEqualTo("GET /a-b/?q=1 HTTP/1.1");
            assertThat(bed.capability.connections()).isZero();
        }
    }

    @Test
    void methodHeadersAndBodyAreSentAsAsked() throws Exception {
        try (HostileServer server = HostileServer.ok("done"); Bed bed = new Bed().ports(server)) {
            String url = Bed.quoted("http://api.example.com:" + server.port() + "/");
            bed.send("{\"method\":\"POST\",\"url\":" + url + ",\"headers\":[[\"X-A\",\"1\"],[\"x-a\",\"2\"]]}", "payload");
            bed.send("{\"method\":\"PUT\",\"url\":" + url + ",\"headers\":{\"Accept\":\"text/plain\"}}", "");

            HostileServer.Request post = server.requests().get(0);
            assertThat(post.line()).isEqualTo("POST / HTTP/1.1");
            assertThat(post.headers("x-a")).containsExactly("1", "2");
            assertThat(post.body()).asString().isEqualTo("payload");
            assertThat(server.requests().get(1).headers("content-length")).containsExactly("0");
            assertThat(server.requests().get(1).headers("accept")).containsExactly("text/plain");
        }
    }

    @Test
    void aPathOfTwoSlashesNamesNoOtherHost() throws Exception {
        try (HostileServer server = HostileServer.ok("done"); Bed bed = new Bed().ports(server)) {
            bed.get("http://api.example.com:" + server.port() + "//evil.example/x");
            assertThat(server.only().line()).isEqualTo("GET //evil.example/x HTTP/1.1");
            assertThat(server.only().headers("host")).containsExactly("api.example.com:" + server.port());
        }
    }

    @Test
    void headHasNoBodyWhateverItsLengthSays() throws Exception {
        try (HostileServer server = HostileServer.saying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99999999\r\n\r\n");
                Bed bed = new Bed().ports(server)) {
            assertThat(bed.send("{\"method\":\"HEAD\",\"url\":\"http://api.example.com:" + server.port() + "\"}", "").body()).isEmpty();
            bed.refusedHead(Errno.EINVAL, "{\"method\":\"HEAD\",\"url\":\"http://api.example.com:" + server.port() + "\"}", "body");
        }
    }

    @Test
    void compressedBodiesAreUndoneWhereTheHostAskedForThem() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write("hello".getBytes());
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflate)) {
            out.write("hello".getBytes());
        }
        try (HostileServer server = encoded("gzip", gzip.toByteArray()); Bed bed = new Bed().ports(server)) {
            Bed.Result result = bed.get("http://api.example.com:" + server.port() + "/");
            assertThat(result.text()).isEqualTo("hello");
            assertThat(result.headers("content-encoding")).isEmpty();
            assertThat(server.only().headers("accept-encoding")).containsExactly("gzip, deflate");
            Bed.Result asCame = bed.send("{\"url\":\"http://api.example.com:" + server.port() + "/\",\"headers\":{\"accept-encoding\":\"gzip\"}}", "");
            assertThat(asCame.body()).isEqualTo(gzip.toByteArray());
            assertThat(asCame.headers("content-encoding")).containsExactly("gzip");
        }
        try (HostileServer server = encoded("deflate", deflate.toByteArray()); Bed bed = new Bed().ports(server)) {
            assertThat(bed.get("http://api.example.com:" + server.port() + "/").text()).isEqualTo("hello");
        }
        try (HostileServer server = encoded("gzip", new byte[0]); Bed bed = new Bed().ports(server)) {
            assertThat(bed.get("http://api.example.com:" + server.port() + "/").body()).isEmpty();
        }
        try (HostileServer server = encoded("br", new byte[] {1, 2, 3}); Bed bed = new Bed().ports(server)) {
            assertThat(bed.get("http://api.example.com:" + server.port() + "/").body()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aServerThatIsNotThereOrSpeaksNoHttpIsUnavailable() throws Exception {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        try (Bed bed = new Bed().ports(nobody)) {
            bed.refused(Errno.EUNAVAILABLE, "http://api.example.com:" + nobody + "/");
        }
        for (String nonsense : new String[] {"", "SSH-2.0-server\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
            "HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!"}) {
            try (HostileServer server = HostileServer.saying(nonsense); Bed bed = new Bed().ports(server)) {
                bed.refused(Errno.EUNAVAILABLE, "http://api.example.com:" + server.port() + "/");
            }
        }
        try (Bed bed = new Bed(Bed.BOUNDS, Bed.resolver(name -> null))) {
            bed.refused(Errno.EUNAVAILABLE, "http://api.example.com/");
        }
    }

    private static HostileServer encoded(String encoding, byte[] body) throws IOException {
        return new HostileServer((request, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes());
            out.write(body);
        });
    }
}
