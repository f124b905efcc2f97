package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ResponseLimitTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @Test
    void a31FortyThousandHeadersAreTooMany() throws Exception {
        try (HostileServer server = new HostileServer((request, out) -> {
            say(out, OK);
            for (int i = 0; i < 40_000; i++) {
                say(out, "a: b\r\n");
            }
            say(out, "\r\n");
        }); Bed bed = new Bed().ports(server)) {
            assertThat(bed.refused(Errno.ETOOBIG, url(server))).hasMessageContaining("header.count");
            assertThat(bed.capability.connections()).isZero();
        }
    }

    @Test
    void a31HeadersHaveABoundOfBytesWhetherInOneLineOrInMany() throws Exception {
        for (String header : new String[] {"a: " + "b".repeat(70_000) + "\r\n", ("a: " + "b".repeat(1_000) + "\r\n").repeat(70),
            "a: b\r\n" + (" " + "c".repeat(1_000) + "\r\n").repeat(70)}) {
            try (HostileServer server = HostileServer.saying(OK + header + "Content-Length: 0\r\n\r\n"); Bed bed = new Bed().ports(server)) {
                bed.refused(Errno.ETOOBIG, url(server));
            }
        }
        try (HostileServer server = HostileServer.saying(OK + ("a: b\r\n").repeat(127) + "Content-Length: 0\r\n\r\n"); Bed bed = new Bed().ports(server)) {
            assertThat(bed.get(url(server)).headers("a")).hasSize(127);
        }
        try (HostileServer server = HostileServer.saying(OK + ("a: b\r\n").repeat(128) + "Content-Length: 0\r\n\r\n"); Bed bed = new Bed().ports(server)) {
            bed.refused(Errno.ETOOBIG, url(server));
        }
    }

    @Test
    void a31InterimResponsesWithoutAnEndAreTooManyHeaders() throws Exception {
        try (HostileServer server = new HostileServer((request, out) -> {
            while (true) { // until the client hangs up
                say(out, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            }
        }); Bed bed = new Bed().ports(server)) {
            bed.refused(Errno.ETOOBIG, url(server));
        }
    }

    @Test
    void a31TrailersHaveABoundToo() throws Exception {
        try (HostileServer server = HostileServer.saying(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n" + "a: b\r\n".repeat(40_000) + "\r\n");
                Bed bed = new Bed().ports(server)) {
            bed.refused(Errno.ETOOBIG, url(server));
        }
    }

    @Test
    void a41ABombOfGzipIsCutAtTheBoundOfTheBody() throws Exception {
        byte[] bomb = gzip(200);
        assertThat(bomb).hasSizeLessThan(500_000);
        for (String encoding : new String[] {"gzip", "x-gzip", "GZIP "}) {
            try (HostileServer server = encoded(encoding, bomb); Bed bed = new Bed().ports(server)) {
                assertThat(bed.refused(Errno.ETOOBIG, url(server))).hasMessageContaining("10485760");
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(9, true))) {
            zeros(out, 200);
        }
        try (HostileServer server = encoded("deflate", bytes.toByteArray()); Bed bed = new Bed().ports(server)) {
            bed.refused(Errno.ETOOBIG, url(server));
        }
    }

    @Test
    void a41ABombInABombIsUndoneOnceAtMost() throws Exception {
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(twice)) {
            out.write(gzip(200));
        }
        try (HostileServer server = encoded("gzip, gzip", twice.toByteArray()); Bed bed = new Bed().ports(server)) {
            assertThat(bed.get(url(server)).body()).isEqualTo(twice.toByteArray());
        }
    }

    @Test
    void a41AHundredThousandEmptyGzipMembersAreAnEmptyBody() throws Exception {
        byte[] empty = gzip(0);
        try (HostileServer server = new HostileServer((request, out) -> {
            say(out, OK + "Content-Encoding: gzip\r\n\r\n");
            ByteArrayOutputStream members = new ByteArrayOutputStream();
            for (int i = 0; i < 100_000; i++) {
                members.write(empty);
            }
            members.writeTo(out);
        }); Bed bed = new Bed().ports(server)) {
            assertThat(bed.get(url(server)).body()).isEmpty();
        }
    }

    @Test
    void a41AChunkedBodyWithoutAnEndIsCutAtTheBound() throws Exception {
        try (HostileServer server = new HostileServer((request, out) -> {
            say(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
            while (true) { // until the client hangs up
                say(out, chunk);
            }
        }); Bed bed = new Bed().ports(server)) {
            bed.refused(Errno.ETOOBIG, url(server));
            assertThat(bed.capability.connections()).isZero();
        }
    }

    @Test
    void a41ALengthThatIsClaimedReservesNothingAndIsRefusedAtOnce() throws Exception {
        try (HostileServer server = HostileServer.saying(OK + "Content-Length: 10485761\r\n\r\n"); Bed bed = new Bed().ports(server)) {
            bed.refused(Errno.ETOOBIG, url(server));
        }
    }

    @Test
    void aBodyOfExactlyTheBoundIsAResult() throws Exception {
        Bounds small = new Bounds(100_000, 65_536, 128, Bed.AMPLE, Bed.AMPLE, 1_048_576);
        for (int length : new int[] {99_999, 100_000, 65_536}) {
            try (HostileServer server = HostileServer.ok("x".repeat(length)); Bed bed = new Bed(small, Bed.LOOPBACK).ports(server)) {
                assertThat(bed.get(url(server)).text()).isEqualTo("x".repeat(length));
            }
        }
        try (HostileServer server = HostileServer.saying(OK + "\r\n" + "x".repeat(100_001)); Bed bed = new Bed(small, Bed.LOOPBACK).ports(server)) {
            bed.refused(Errno.ETOOBIG, url(server));
        }
    }

    /** A23 and A41: a byte now and then keeps every timeout of reads from ending it; the deadline does. */
    @Test
    void a23AByteNowAndThenDoesNotOutliveTheDeadline() throws Exception {
        for (String begin : new String[] {"", OK, OK + "x: ", OK + "Content-Length: 100000\r\n\r\n", OK + "Transfer-Encoding: chunked\r\n\r\n",
            OK + "Transfer-Encoding: chunked\r\n\r\n1;", OK + "Content-Encoding: gzip\r\n\r\n\u001f\u008b\u0008\u0008\0\0\0\0\0\0"}) {
            try (Drip server = new Drip(begin); Bed bed = new Bed().ports(server.server()).remaining(SHORT)) {
                bed.refused(Errno.ETIMEOUT, url(server.server()));
                assertThat(bed.capability.connections()).isZero();
            }
        }
    }

    @Test
    void a41ASlowHeaderEndsAtTheGuestsOwnTimeAndAtTheOperators() throws Exception {
        try (Drip server = new Drip(OK); Bed bed = new Bed().ports(server.server())) {
            bed.refusedHead(Errno.ETIMEOUT, "{\"url\":\"" + url(server.server()) + "\",\"timeout_ms\":200}", "");
        }
        Bounds hasty = new Bounds(1_000, 1_000, 10, Bed.AMPLE, SHORT, 1_048_576);
        try (Drip server = new Drip(OK); Bed bed = new Bed(hasty, Bed.LOOPBACK).ports(server.server())) {
            bed.refused(Errno.ETIMEOUT, url(server.server()));
        }
    }

    @Test
    void a23ARequestThatNobodyReadsEndsAtTheDeadline() throws Exception {
        try (SilentServer server = new SilentServer(); Bed bed = new Bed().ports(server.port()).remaining(SHORT)) {
            bed.refusedHead(Errno.ETIMEOUT, "{\"method\":\"POST\",\"url\":\"http://api.example.com:" + server.port() + "/\"}", "x".repeat(10_000_000));
        }
    }

    /** A server that writes a byte now and then, for ever. */
    private record Drip(HostileServer server, HostileServer[] itself) implements AutoCloseable {
        Drip(String begin) throws IOException {
            this(begin, new HostileServer[1]);
        }

        private Drip(String begin, HostileServer[] itself) throws IOException {
            this(new HostileServer((request, out) -> {
                say(out, begin);
                do {
                    out.write('7');
                    out.flush();
                } while (itself[0] == null || itself[0].pace());
            }), itself);
            itself[0] = server;
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static byte[] gzip(int mebibytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            zeros(out, mebibytes);
        }
        return bytes.toByteArray();
    }

    private static void zeros(OutputStream out, int mebibytes) throws IOException {
        byte[] zeros = new byte[1_048_576];
        for (int i = 0; i < mebibytes; i++) {
            out.write(zeros);
        }
    }

    private static HostileServer encoded(String encoding, byte[] body) throws IOException {
        return new HostileServer((request, out) -> {
            say(out, OK + "Content-Encoding: " + encoding + "\r\nContent-Length: " + body.length + "\r\n\r\n");
            out.write(body);
        });
    }

    private static String url(HostileServer server) {
        return "http://api.example.com:" + server.port() + "/";
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
