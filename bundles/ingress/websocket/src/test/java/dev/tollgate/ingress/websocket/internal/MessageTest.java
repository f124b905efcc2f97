package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ingress.websocket.WebSocketState;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageTest {
    private final Bed bed = new Bed();

    MessageTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        bed.close();
    }

    @Test
    void aTextIsAnEventOfItsServiceWithAnIdOfItsOwn() throws Exception {
        bed.connect("ticks");
        RawServer.Peer peer = bed.server.accept();
        assertThat(peer.request).startsWith("GET /feed?token=secret HTTP/1.1\r\n");
        peer.upgrade("");
        peer.text("{\"price\":1}");
        peer.text("zwei €");
        IngressEvent open = bed.ingress.next();
        IngressEvent one = bed.ingress.next();
        IngressEvent two = bed.ingress.next();
        assertThat(open.kind()).isEqualTo("open");
        assertThat(open.payload()).asString(StandardCharsets.UTF_8).isEqualTo("{\"connection\":\"ticks\"}");
        assertThat(one.slug()).isEqualTo(Bed.SLUG);
        assertThat(one.source()).isEqualTo("websocket:ticks");
        assertThat(one.ingress()).isEqualTo("feed");
        assertThat(one.kind()).isEqualTo("text");
        assertThat(one.payload()).asString(StandardCharsets.UTF_8).isEqualTo("{\"price\":1}");
        assertThat(two.payload()).asString(StandardCharsets.UTF_8).isEqualTo("zwei €");
        assertThat(one.correlationId().orElseThrow()).matches("ticks:[0-9a-f]{16}:2");
        assertThat(two.correlationId().orElseThrow()).isEqualTo(one.correlationId().orElseThrow().replaceAll("2$", "3"));
        assertThat(bed.view("ticks").counters().received()).isEqualTo(2);
        assertThat(bed.view("ticks").address()).doesNotContain("secret");
    }

    @Test
    void theSubprotocolThatTheServerChoseIsInTheEvent() throws Exception {
        bed.connect("ticks", Map.of("subprotocols", new String[] {"v2.feed, v1.feed"}, "headers", new String[] {"Origin: https://example.com"}));
        RawServer.Peer peer = bed.server.accept();
        assertThat(peer.header("Sec-WebSocket-Protocol")).isEqualTo("v2.feed, v1.feed");
        assertThat(peer.header("Origin")).isEqualTo("https://example.com");
        peer.upgrade("Sec-WebSocket-Protocol: v1.feed\r\n");
        assertThat(bed.ingress.text("open")).isEqualTo("{\"connection\":\"ticks\",\"subprotocol\":\"v1.feed\"}");
    }

    @Test
    void fragmentsBecomeOneTextAndAPingBetweenThemIsAnswered() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        peer.frame(0x01, new byte[] {'a', euro[0]});
        peer.frame(0x89, new byte[] {1, 2});
        peer.frame(0x00, new byte[] {euro[1]});
        peer.frame(0x80, new byte[] {euro[2], 'z'});
        assertThat(bed.ingress.text("text")).isEqualTo("a€z");
        assertThat(peer.read()).satisfies(pong -> {
            assertThat(pong.opcode()).isEqualTo(10);
            assertThat(pong.payload()).containsExactly(1, 2);
        });
    }

    @Test
    void aTextOfTheMostBytesIsTakenAndOneMoreClosesTheConnection() throws Exception {
        RawServer.Peer peer = bed.open("ticks", Map.of("message_bytes", 1_000));
        peer.text("x".repeat(1_000));
        assertThat(bed.ingress.text("text")).hasSize(1_000);
        peer.frame(0x01, new byte[600]);
        peer.frame(0x80, new byte[401]);
        assertThat(peer.read().code()).isEqualTo(1009);
        peer.close();
        assertThat(bed.ingress.text("error")).contains("more than 1000 bytes");
        assertThat(bed.ingress.text("close")).contains("\"code\":1006");
        bed.tryAgain("ticks");
        bed.server.open();
        bed.await("ticks", WebSocketState.OPEN);
    }

    @Test
    void aFrameThatOnlyClaimsToBeHugeIsRefusedByItsHead() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        peer.out.write(ByteBuffer.allocate(10).put((byte) 0x81).put((byte) 127).putLong(Long.MAX_VALUE).array());
        assertThat(peer.read().code()).isEqualTo(1009);
        assertThat(peer.ended()).isTrue();
    }

    @Test
    void whatIsNoTextIsIgnoredAndCounted() throws Exception {
        RawServer.Peer peer = bed.open("ticks", Map.of("message_bytes", 10));
        peer.frame(0x02, new byte[100_000]);
        peer.frame(0x80, new byte[100_000]);
        peer.text("next");
        assertThat(bed.ingress.text("text")).isEqualTo("next");
        assertThat(bed.view("ticks").counters().binary()).isEqualTo(1);
    }

    @Test
    void whatIsAgainstTheProtocolIsClosedWithItsCode() throws Exception {
        byte[][] frames = {{(byte) 0xc1, 0}, {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0}, {(byte) 0x83, 0}, {(byte) 0x80, 0}, {0x09, 0},
            {(byte) 0x88, 1, 3}, {(byte) 0x88, 2, 3, (byte) 0xee}, {0x01, 0, 0x01, 0}};
        RawServer.Peer peer = bed.open("ticks");
        for (byte[] frame : frames) {
            peer.out.write(frame);
            assertThat(peer.read().code()).as("%02x", frame[0]).isEqualTo(1002);
            peer.close();
            assertThat(bed.ingress.text("error")).contains("the server sent");
            bed.tryAgain("ticks");
            peer = bed.server.open();
        }
        peer.frame(0x81, new byte[] {(byte) 0xc3, (byte) 0x28});
        assertThat(peer.read().code()).isEqualTo(1007);
    }

    @Test
    void aServersCloseIsAnsweredAndItsReasonIsPlain() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        peer.closing(4_001, "bye\r\n\u001b[31mall");
        assertThat(peer.read().code()).isEqualTo(4_001);
        assertThat(peer.ended()).isTrue();
        assertThat(bed.ingress.text("close")).isEqualTo("{\"connection\":\"ticks\",\"code\":4001,\"reason\":\"bye\\\\u000d\\\\u000a\\\\u001b[31mall\"}");
        assertThat(bed.await("ticks", WebSocketState.WAITING).reason().orElseThrow()).doesNotContain("\n");
    }

    @Test
    void anEventOfAKindWithoutANameIsNotOffered() throws Exception {
        bed.connect("ticks", Map.of("kind_open", "", "kind_text", "tick"));
        RawServer.Peer peer = bed.server.open();
        peer.text("1");
        assertThat(bed.ingress.next().kind()).isEqualTo("tick");
        assertThat(bed.view("ticks").counters().dropped()).isZero();
    }
}
