package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ingress.websocket.WebSocketState;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopTest {
    private final Bed bed = new Bed();

    StopTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        bed.close();
    }

    @Test
    void aRemovedConnectionSaysGoodbyeAndIsNoLongerThere() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        Connection connection = bed.connections.find("ticks").orElseThrow();
        bed.connections.remove(connection);
        assertThat(bed.ingress.text("close")).contains("\"code\":1001");
        assertThat(bed.connections.list()).isEmpty();
        RawServer.Received goodbye = peer.read();
        assertThat(goodbye.opcode()).isEqualTo(8);
        assertThat(goodbye.code()).isEqualTo(1001);
        peer.closing(1001, "");
        gone(connection);
        assertThat(bed.seats.taken()).isZero();
        assertThat(bed.ingress.accepted).isEmpty();
    }

    @Test
    void aServerThatDoesNotAnswerTheGoodbyeIsHungUpOnAfterItsGrace() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        Connection connection = bed.connections.find("ticks").orElseThrow();
        bed.connections.remove(connection);
        assertThat(peer.read().code()).isEqualTo(1001);
        peer.text("still here");
        assertThat(bed.seats.taken()).isEqualTo(1);
        bed.time.turn(Duration.ofSeconds(5));
        assertThat(peer.ended()).isTrue();
        gone(connection);
        assertThat(bed.seats.taken()).isZero();
    }

    @Test
    void aConnectionThatHoldsATextDropsItWhenItIsRemoved() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        bed.ingress.answer = IngressStatus.QUEUE_FULL;
        peer.text("held");
        bed.time.awaitTask(Duration.ofMillis(100));
        Connection connection = bed.connections.find("ticks").orElseThrow();
        bed.connections.remove(connection);
        int offers = bed.ingress.offers.get();
        assertThat(connection.view().counters().dropped()).isEqualTo(2);
        bed.time.turn(Duration.ofSeconds(10));
        gone(connection);
        assertThat(bed.ingress.offers).hasValue(offers);
    }

    @Test
    void oneThatIsConnectingWaitingOrRefusedIsGoneAtOnce() throws Exception {
        Connection connecting = bed.connect("connecting");
        RawServer.Peer peer = bed.server.accept();
        bed.connections.remove(connecting);
        assertThat(peer.ended()).isTrue();
        gone(connecting);
        Connection waiting = bed.connect("waiting");
        bed.server.accept().reset();
        bed.await("waiting", WebSocketState.WAITING);
        bed.connections.remove(waiting);
        gone(waiting);
        assertThat(bed.time.tasks()).isZero();
        bed.time.turn(Duration.ofHours(1));
        assertThat(bed.server.nobodyCame()).isTrue();
        assertThat(bed.seats.taken()).isZero();
    }

    @Test
    void aChangedConfigurationIsConnectedAnewWhileTheOldOneSaysGoodbye() throws Exception {
        RawServer.Peer old = bed.open("ticks");
        bed.connections.remove(bed.connections.find("ticks").orElseThrow());
        RawServer.Peer fresh = bed.open("ticks", Map.of("kind_text", "tick"));
        fresh.text("1");
        assertThat(bed.ingress.text("tick")).isEqualTo("1");
        assertThat(old.read().code()).isEqualTo(1001);
    }

    @Test
    void theEndOfTheHostEndsEveryThread() throws Exception {
        RawServer.Peer polite = bed.open("a");
        RawServer.Peer mute = bed.open("b");
        RawServer.Peer slow = connecting();
        Thread answer = new Thread(() -> {
            try {
                polite.read();
                polite.closing(1001, "");
            } catch (IOException lost) {
                throw new AssertionError(lost);
            }
        });
        answer.start();
        bed.connections.close();
        answer.join();
        assertThat(mute.read().code()).isEqualTo(1001);
        assertThat(mute.ended()).isTrue();
        assertThat(slow.ended()).isTrue();
        assertThat(bed.threads.awaitTermination(Bed.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(bed.seats.taken()).as("also of b, which was given up by force").isZero();
    }

    private RawServer.Peer connecting() throws IOException {
        bed.connect("c");
        return bed.server.accept();
    }

    private static void gone(Connection connection) throws Exception {
        connection.gone().toCompletableFuture().get(Bed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
