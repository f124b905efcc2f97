package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.ingress.IngressStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackpressureTest {
    private final Bed bed = new Bed();

    BackpressureTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        bed.close();
    }

    @Test
    void whileTheQueueIsFullOneTextIsHeldTheNextIsNotReadAndNoneIsLost() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        bed.ingress.answer = IngressStatus.QUEUE_FULL;
        peer.text("1");
        peer.text("2");
        peer.text("3");
        for (int i = 0; i < 20; i++) {
            bed.time.awaitTask(Duration.ofMillis(100));
            bed.time.turn(Duration.ofMillis(100));
        }
        assertThat(bed.view("ticks").counters().received()).isEqualTo(1);
        bed.ingress.answer = IngressStatus.ACCEPTED;
        bed.turnUntil("the held one", Duration.ofMillis(100), () -> !bed.ingress.accepted.isEmpty());
        assertThat(bed.ingress.text("text")).isEqualTo("1");
        assertThat(bed.ingress.text("text")).isEqualTo("2");
        assertThat(bed.ingress.text("text")).isEqualTo("3");
        assertThat(bed.view("ticks").counters().dropped()).isZero();
    }

    /** The server writes until TCP takes no more: what the host keeps of it is the socket's buffers and one text. */
    @Test
    void a59AFloodAtAFullQueueIsHeldUpAtTheServer() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        bed.ingress.answer = IngressStatus.QUEUE_FULL;
        AtomicInteger written = new AtomicInteger();
        int all = 5_000;
        Thread server = new Thread(() -> {
            try {
                for (int i = 0; i < all; i++) {
                    peer.text("x".repeat(60_000));
                    written.incrementAndGet();
                }
            } catch (IOException ended) {
                written.addAndGet(all);
            }
        });
        server.start();
        bed.time.awaitTask(Duration.ofMillis(100));
        for (int i = 0; i < 50; i++) {
            bed.time.awaitTask(Duration.ofMillis(100));
            bed.time.turn(Duration.ofMillis(100));
        }
        assertThat(written).hasValueLessThan(all);
        assertThat(bed.view("ticks").counters().received()).isEqualTo(1);
        bed.ingress.answer = IngressStatus.ACCEPTED;
        bed.turnUntil("the held one", Duration.ofMillis(100), () -> !bed.ingress.accepted.isEmpty());
        for (int i = 0; i < all; i++) {
            assertThat(bed.ingress.next().payload()).hasSize(60_000);
        }
        server.join();
        assertThat(bed.view("ticks").counters()).satisfies(counters -> {
            assertThat(counters.received()).isEqualTo(all);
            assertThat(counters.dropped()).isZero();
        });
    }

    @Test
    void aTextThatWaitedInVainIsDroppedAndThoseAfterItAreNotHeldUntilOneIsTaken() throws Exception {
        RawServer.Peer peer = bed.open("ticks", Map.of("hold_ms", 1_000));
        bed.ingress.answer = IngressStatus.QUEUE_FULL;
        peer.text("1");
        holdOut();
        Bed.await("the first to be dropped", () -> bed.view("ticks").counters().dropped() == 1);
        peer.text("2");
        peer.text("3");
        Bed.await("the others to be dropped", () -> bed.view("ticks").counters().dropped() == 3);
        assertThat(bed.view("ticks").lastError().orElseThrow()).contains("QUEUE_FULL");
        bed.ingress.answer = IngressStatus.ACCEPTED;
        peer.text("4");
        assertThat(bed.ingress.text("text")).isEqualTo("4");
        bed.ingress.answer = IngressStatus.QUEUE_FULL;
        peer.text("5");
        bed.time.awaitTask(Duration.ofMillis(100));
        bed.ingress.answer = IngressStatus.ACCEPTED;
        bed.time.turn(Duration.ofMillis(100));
        assertThat(bed.ingress.text("text")).isEqualTo("5");
    }

    @Test
    void aTextForAServiceThatWasStoppedIsDroppedAtOnce() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        for (IngressStatus status : new IngressStatus[] {IngressStatus.SERVICE_STOPPED, IngressStatus.SERVICE_FAILED}) {
            long before = bed.view("ticks").counters().dropped();
            bed.ingress.answer = status;
            peer.text("1");
            Bed.await("it to be dropped", () -> bed.view("ticks").counters().dropped() == before + 1);
        }
        assertThat(bed.time.tasks()).as("the tick alone").isEqualTo(1);
    }

    @Test
    void aServiceThatIsBeingReloadedGetsTheTextAfterwards() throws Exception {
        RawServer.Peer peer = bed.open("ticks");
        bed.ingress.answer = IngressStatus.SERVICE_UNAVAILABLE;
        peer.text("1");
        bed.time.awaitTask(Duration.ofMillis(100));
        bed.ingress.answer = IngressStatus.ACCEPTED;
        bed.time.turn(Duration.ofMillis(100));
        assertThat(bed.ingress.next("text").payload()).asString(StandardCharsets.UTF_8).isEqualTo("1");
    }

    private void holdOut() {
        for (Duration passed = Duration.ZERO; passed.toMillis() < 1_100; passed = passed.plusMillis(100)) {
            long before = bed.view("ticks").counters().dropped();
            Bed.await("another offer", () -> before > 0 || pending());
            bed.time.turn(Duration.ofMillis(100));
        }
    }

    private boolean pending() {
        return bed.view("ticks").counters().dropped() > 0 || bed.time.tasks() > 1;
    }
}
