package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ingress.websocket.WebSocketState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconnectTest {
    private final Bed bed = new Bed();

    ReconnectTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        bed.close();
    }

    @Test
    void aConnectionThatIsResetIsTriedAgainAfterItsPauseAndNotBefore() throws Exception {
        RawServer.Peer peer = bed.open("ticks", Map.of("reconnect_ms", 60_000));
        peer.reset();
        assertThat(bed.ingress.text("error")).isEqualTo("{\"connection\":\"ticks\",\"message\":\"the connection was lost\"}");
        assertThat(bed.ingress.text("close")).isEqualTo("{\"connection\":\"ticks\",\"code\":1006,\"reason\":\"\"}");
        Duration pause = Duration.between(bed.time.now(), bed.await("ticks", WebSocketState.WAITING).until().orElseThrow());
        bed.time.turn(pause.minusMillis(1));
        assertThat(bed.server.nobodyCame()).isTrue();
        bed.time.turn(Duration.ofMillis(1));
        bed.server.open();
        bed.ingress.next("open");
        assertThat(bed.view("ticks").counters().reconnects()).isEqualTo(1);
    }

    @Test
    void aServerThatJustHangsUpIsLost() throws Exception {
        bed.open("ticks").close();
        assertThat(bed.ingress.text("error")).contains("the connection was lost");
        assertThat(bed.ingress.text("close")).contains("1006");
    }

    @Test
    void aRefusedHandshakeIsAnErrorWithItsStatusAndRedirectsAreNotFollowed() throws Exception {
        bed.connect("ticks");
        for (String status : new String[] {"403 Forbidden", "500 Oops", "302 Found"}) {
            try (RawServer.Peer peer = bed.server.accept()) {
                peer.say("HTTP/1.1 " + status + "\r\nLocation: " + bed.server.uri().replace("ws", "http") + "\r\nContent-Length: 0\r\n\r\n");
                assertThat(bed.ingress.text("error")).contains("status " + status.substring(0, 3));
                bed.await("ticks", WebSocketState.WAITING);
                assertThat(bed.server.nobodyCame()).isTrue();
                bed.tryAgain("ticks");
            }
        }
    }

    @Test
    void anAnswerThatProvesNothingIsRefused() throws Exception {
        bed.connect("ticks");
        for (String accept : new String[] {"Sec-WebSocket-Accept: bm90IGl0\r\n", "", "Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Extensions: permessage-deflate\r\n",
            "Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Protocol: chat\r\n"}) {
            try (RawServer.Peer peer = bed.server.accept()) {
                peer.say("HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + String.format(accept, peer.proof()) + "\r\n");
                assertThat(bed.ingress.text("error")).as(accept).contains("not that of a WebSocket server");
                bed.tryAgain("ticks");
            }
        }
    }

    @Test
    void neitherAnEndlessHeadNorAnEndlessBodyOfARefusalIsReadForLong() throws Exception {
        bed.connect("ticks");
        for (String head : new String[] {"HTTP/1.1 403 No\r\n\r\n", "HTTP/1.1 403 No\r\nX: "}) {
            try (RawServer.Peer peer = bed.server.accept()) {
                peer.say(head);
                assertThat(flood(peer)).as("the client hangs up").isLessThan(64 << 20);
                bed.ingress.next("error");
                bed.tryAgain("ticks");
            }
        }
    }

    @Test
    void anAttemptThatTakesTooLongIsGivenUp() throws Exception {
        bed.connect("ticks", Map.of("connect_ms", 5_000));
        RawServer.Peer peer = bed.server.accept();
        peer.say("HTTP/1.1 101 Switching");
        bed.time.turn(Duration.ofMillis(5_000));
        assertThat(bed.ingress.text("error")).contains("longer than 5000 ms");
        assertThat(peer.ended()).isTrue();
    }

    @Test
    void pausesDoubleUpToTheLongestAndBeginAnewAfterAConnectionThatWasStable() throws Exception {
        bed.connect("ticks");
        for (int i = 0; i < 12; i++) {
            bed.server.accept().reset();
            assertThat(bed.tryAgain("ticks")).isLessThanOrEqualTo(Duration.ofMillis(Math.min(300_000, 1_000L << i)));
        }
        RawServer.Peer hasty = bed.server.open();
        bed.ingress.next("open");
        hasty.reset();
        bed.ingress.next("close");
        assertThat(bed.tryAgain("ticks")).isGreaterThan(Duration.ofSeconds(1));
        RawServer.Peer steady = bed.server.open();
        bed.ingress.next("open");
        bed.time.turn(Duration.ofMinutes(1));
        steady.reset();
        bed.ingress.next("close");
        assertThat(bed.tryAgain("ticks")).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aServerThatGivesNoSignIsPingedAndThenGivenUp() throws Exception {
        RawServer.Peer peer = bed.open("ticks", Map.of("ping_ms", 30_000, "idle_ms", 90_000));
        bed.await("ticks", WebSocketState.OPEN);
        passSeconds(30);
        assertThat(peer.read().opcode()).isEqualTo(9);
        peer.frame(0x8a, new byte[0]);
        peer.text("after the pong");
        bed.ingress.next("text");
        passSeconds(31);
        assertThat(peer.read().opcode()).isEqualTo(9);
        bed.turnUntil("the end", Duration.ofSeconds(1), () -> !bed.ingress.accepted.isEmpty());
        assertThat(bed.ingress.text("error")).contains("gave no sign for 90000 ms");
        assertThat(bed.ingress.text("close")).contains("1006");
    }

    @Test
    void aTokenIsReadFromItsFileAtEachAttempt(@TempDir Path folder) throws Exception {
        Path token = folder.resolve("token");
        Files.writeString(token, "Bearer one\n");
        bed.connect("ticks", Map.of("headers_files", new String[] {"Authorization: " + token}));
        try (RawServer.Peer peer = bed.server.accept()) {
            assertThat(peer.header("Authorization")).isEqualTo("Bearer one");
        }
        Files.writeString(token, "Bearer two\n");
        bed.tryAgain("ticks");
        try (RawServer.Peer peer = bed.server.accept()) {
            assertThat(peer.header("Authorization")).isEqualTo("Bearer two");
        }
        bed.ingress.next("error");
        bed.ingress.next("error");
        Files.writeString(token, "Bearer\r\nHost: elsewhere");
        bed.tryAgain("ticks");
        assertThat(new String(bed.ingress.next("error").payload(), StandardCharsets.UTF_8)).contains("a header for the handshake cannot be read")
                .doesNotContain(folder.toString());
        bed.await("ticks", WebSocketState.WAITING);
        assertThat(bed.seats.taken()).isZero();
    }

    @Test
    void itIsConnectedOnlyWhileItsServiceRuns() throws Exception {
        bed.running = false;
        bed.connect("ticks");
        bed.await("the first look", () -> bed.view("ticks").reason().isPresent());
        assertThat(bed.view("ticks").reason()).contains("the service is not running");
        assertThat(bed.server.nobodyCame()).isTrue();
        bed.running = true;
        bed.time.turn(Duration.ofSeconds(1));
        RawServer.Peer peer = bed.server.open();
        bed.await("ticks", WebSocketState.OPEN);
        bed.running = false;
        passSeconds(11);
        assertThat(peer.read().code()).isEqualTo(1001);
    }

    /** One after another: what is done at a tick is done before the next. */
    private void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            bed.time.awaitTask(Duration.ofSeconds(1));
            bed.time.turn(Duration.ofSeconds(1));
        }
    }

    private static long flood(RawServer.Peer peer) {
        byte[] block = "x".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
        long written = 0;
        try {
            for (; written < 1 << 30; written += block.length) {
                peer.out.write(block);
            }
        } catch (IOException gone) {
            return written;
        }
        return written;
    }
}
