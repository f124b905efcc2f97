package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ingress.websocket.WebSocketState;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class LimitTest {
    @Test
    void oneTooManyIsRefusedAndConnectedWhenAnotherGoes() throws Exception {
        try (Bed bed = new Bed(new Seats(2, 10), (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            RawServer.Peer first = bed.open("a");
            bed.open("b", Map.of("slug", "other-one"));
            bed.connect("c");
            assertThat(bed.await("c", WebSocketState.REFUSED).reason().orElseThrow()).contains("connections.most");
            first.reset();
            bed.server.open();
            bed.await("c", WebSocketState.OPEN);
            bed.tryAgain("a");
            assertThat(bed.await("a", WebSocketState.REFUSED).reason().orElseThrow()).contains("2 connections");
            bed.connections.remove(bed.connections.find("b").orElseThrow());
            bed.time.turn(Duration.ofSeconds(5));
            bed.server.open();
            bed.await("a", WebSocketState.OPEN);
            assertThat(bed.seats.taken()).isEqualTo(2);
        }
    }

    @Test
    void aPluginHasItsOwnLimitAndDoesNotStandInAnothersWay() throws Exception {
        try (Bed bed = new Bed(new Seats(100, 1), (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            bed.open("a");
            bed.connect("b");
            assertThat(bed.await("b", WebSocketState.REFUSED).reason().orElseThrow()).contains("plugin.most");
            bed.open("c", Map.of("slug", "other-one"));
            bed.await("c", WebSocketState.OPEN);
            bed.connections.remove(bed.connections.find("b").orElseThrow());
            bed.connections.remove(bed.connections.find("a").orElseThrow());
            bed.connections.remove(bed.connections.find("c").orElseThrow());
        }
    }

    @Test
    void anEndedAttemptNeverKeepsItsSeat() throws Exception {
        try (Bed bed = new Bed(new Seats(1, 1), (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            bed.connect("a");
            for (int i = 0; i < 20; i++) {
                try (RawServer.Peer peer = bed.server.accept()) {
                    peer.say(i % 2 == 0 ? "HTTP/1.1 500 Oops\r\n\r\n" : "nonsense\r\n\r\n");
                    bed.ingress.next("error");
                    bed.await("a", WebSocketState.WAITING);
                    assertThat(bed.seats.taken()).isZero();
                    bed.tryAgain("a");
                }
            }
        }
    }
}
