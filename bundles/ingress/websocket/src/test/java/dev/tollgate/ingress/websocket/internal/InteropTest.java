package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ingress.websocket.WebSocketState;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteropTest {
    private static final Seats SEATS = new Seats(10, 10);

    @Test
    void aConversationWithAServerOfSomebodyElse() throws Exception {
        try (EchoServer server = new EchoServer().running(null);
                Bed bed = new Bed()) {
            converse(bed, "ws://127.0.0.1:" + server.getPort() + "/");
            send(bed, "leave");
            assertThat(bed.ingress.text("close")).contains("\"code\":4000,\"reason\":\"as you wish\"");
            bed.tryAgain("echo");
            assertThat(bed.ingress.text("text")).isEqualTo("welcome");
            bed.connections.remove(bed.connections.find("echo").orElseThrow());
            Bed.await("the server to hear the goodbye", () -> server.codes.contains(1001));
        }
    }

    @Test
    void theSameOverTls(@TempDir Path folder) throws Exception {
        SSLContext tls = Tls.of(folder, "localhost");
        try (EchoServer server = new EchoServer().running(tls);
                Bed bed = new Bed(SEATS, tls.getSocketFactory())) {
            converse(bed, "wss://localhost:" + server.getPort() + "/");
            bed.connections.remove(bed.connections.find("echo").orElseThrow());
            Bed.await("the server to hear the goodbye", () -> server.codes.contains(1001));
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForOrThatIsForAnotherNameIsRefused(@TempDir Path folder) throws Exception {
        refused(Tls.of(folder, "localhost"), (SSLSocketFactory) SSLSocketFactory.getDefault());
        SSLContext other = Tls.of(folder, "elsewhere");
        refused(other, other.getSocketFactory());
    }

    private static void refused(SSLContext serves, SSLSocketFactory trusts) throws Exception {
        try (EchoServer server = new EchoServer().running(serves);
                Bed bed = new Bed(SEATS, trusts)) {
            bed.connect("echo", Map.of("uri", "wss://localhost:" + server.getPort() + "/"));
            assertThat(bed.ingress.text("error")).contains("its certificate or its TLS is not accepted");
            bed.await("echo", WebSocketState.WAITING);
        }
    }

    private static void converse(Bed bed, String uri) throws Exception {
        bed.connect("echo", Map.of("uri", uri));
        assertThat(bed.ingress.text("text")).isEqualTo("welcome");
        for (int length : new int[] {1, 126, 65_536}) {
            send(bed, "x".repeat(length));
            assertThat(bed.ingress.text("text")).hasSize(length);
        }
    }

    private static void send(Bed bed, String text) throws Exception {
        bed.command.prepare(Bed.plugin(Bed.SLUG), Bed.send("echo", text)).commit();
    }
}
