package dev.tollgate.tracing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.limits.Refusals;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A collector that is slow, away or broken costs spans, and nobody else's time. */
class SpanQueueTest {
    private static final Duration AMPLE = Duration.ofSeconds(60);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Refusals failures = new Refusals("the collector", log::add, Clock.systemUTC());

    @Test
    void whatDoesNotFitIsDroppedAndCounted() throws Exception {
        CountDownLatch taking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SpanQueue queue = new SpanQueue(10, spans -> {
            taking.countDown();
            await(goOn);
        }, failures);
        end(queue, 1);
        taking.await();
        end(queue, 25);
        assertThat(queue.dropped()).isEqualTo(15);
        goOn.countDown();
        queue.close(AMPLE);
        assertThat(queue.sent()).isEqualTo(11);
    }

    @Test
    void whatTheCollectorRefusesIsDroppedAndSaidOnce() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.status = 503;
            SpanQueue queue = new SpanQueue(2_000, new Collector(receiver.endpoint(), AMPLE)::take, failures);
            end(queue, 1_500);
            queue.close(AMPLE);
            assertThat(queue.dropped()).isEqualTo(1_500);
            assertThat(queue.sent()).isZero();
            assertThat(log).first().asString().contains("it answered 503");
            assertThat(log).as("the first, and the rest at the end").hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aBatchThatCannotBeWrittenIsNotTheLastOne() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        SpanQueue queue = new SpanQueue(10, spans -> {
            if (broken.getCount() > 0) {
                broken.countDown();
                throw new NoClassDefFoundError("a class of the exporter");
            }
        }, failures);
        end(queue, 1);
        broken.await();
        end(queue, 1);
        queue.close(AMPLE);
        assertThat(queue.sent()).isEqualTo(1);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.status = 307;
            SpanQueue queue = new SpanQueue(10, new Collector(receiver.endpoint(), AMPLE)::take, failures);
            end(queue, 1);
            queue.close(AMPLE);
            assertThat(queue.dropped()).isEqualTo(1);
        }
    }

    @Test
    void aCollectorThatIsAwayCostsTheSpansOnly() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        SpanQueue queue = new SpanQueue(10, new Collector(URI.create("http://127.0.0.1:" + free + "/v1/traces"), AMPLE)::take, failures);
        end(queue, 5);
        queue.close(AMPLE);
        assertThat(queue.dropped()).isEqualTo(5);
    }

    @Test
    void aCollectorThatAnswersNothingHoldsUpNoStop() throws Exception {
        CountDownLatch taking = new CountDownLatch(1);
        SpanQueue queue = new SpanQueue(10, spans -> {
            taking.countDown();
            await(new CountDownLatch(1));
        }, failures);
        end(queue, 1);
        taking.await();
        end(queue, 3);
        queue.close(Duration.ofMillis(1));
        end(queue, 2);
        assertThat(queue.dropped()).as("those that came afterwards, at the least").isGreaterThanOrEqualTo(2);
    }

    private static void end(SpanQueue queue, int count) {
        try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(new Lent(queue)).build()) {
            for (int i = 0; i < count; i++) {
                provider.get("test").spanBuilder("span").startSpan().end();
            }
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
