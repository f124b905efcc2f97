package dev.tollgate.ingress.events.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tollgate.lifecycle.ingress.EventField;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.limits.Refusals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.slf4j.LoggerFactory;

class TopicHandlerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private Instant now = NOW;
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final List<IngressEvent> offered = Collections.synchronizedList(new ArrayList<>());
    private final Refusals refusals = new Refusals("eventadmin:shop", LoggerFactory.getLogger(TopicHandlerTest.class)::warn, clock);

    @Test
    void anEventIsOfferedWithItsKindAndCorrelation() {
        handler(taking(), Settings.route("correlation_property", "order.id")).handleEvent(
                new Event("shop/orders/PAID", Map.of("order.id", 4711, "timestamp", NOW.minusSeconds(2).toEpochMilli())));
        IngressEvent event = offered.get(0);
        assertThat(event.slug()).isEqualTo("order-mail");
        assertThat(event.source()).isEqualTo("eventadmin:shop");
        assertThat(event.ingress()).isEqualTo("orders");
        assertThat(event.kind()).isEqualTo("PAID");
        assertThat(event.correlationId()).contains("4711");
        assertThat(event.createdAt()).isEqualTo(NOW.minusSeconds(2));
        assertThat(event.attempt()).isEqualTo(1);
        assertThat(new String(event.payload())).contains("\"topic\":\"shop/orders/PAID\"").contains("\"order.id\":4711");
    }

    @Test
    void aTimeInTheFutureIsNotBelieved() {
        TopicHandler handler = handler(taking(), Settings.route());
        handler.handleEvent(new Event("shop/orders/PAID", Map.of("timestamp", NOW.plusSeconds(3600).toEpochMilli())));
        handler.handleEvent(new Event("shop/orders/PAID", Map.of("timestamp", "yesterday")));
        assertThat(offered).extracting(IngressEvent::createdAt).containsOnly(NOW);
        assertThat(offered).extracting(IngressEvent::correlationId).allMatch(Optional::isEmpty);
    }

    @Test
    void whateverGoesWrongIsCountedAndNotThrown() {
        Ingress full = event -> Offer.refused(IngressResult.of(IngressStatus.QUEUE_FULL, "full"));
        Ingress picky = event -> Offer.refused(IngressResult.invalid(EventField.KIND, "no"));
        Ingress broken = event -> {
            throw new IllegalStateException("closed");
        };
        for (Ingress ingress : List.of(full, picky, broken)) {
            assertThatCode(() -> handler(ingress, Settings.route()).handleEvent(event())).doesNotThrowAnyException();
        }
        assertThatCode(() -> handler(taking(), Settings.route("max_bytes", 64)).handleEvent(new Event("t", Map.of("p", "x".repeat(100)))))
                .doesNotThrowAnyException();
        assertThat(refusals.total()).isEqualTo(4);
        assertThat(offered).isEmpty();
    }

    @Test
    void eventsOfTheHostAboutThePluginItselfAreNotForItSoThatItMakesNoLoop() {
        TopicHandler handler = handler(taking(), Settings.route());
        handler.handleEvent(new Event("dev/tollgate/plugin/trip", Map.of("plugin", "order-mail")));
        handler.handleEvent(new Event("dev/tollgate/plugin/trip", Map.of("plugin", "other-mail")));
        handler.handleEvent(new Event("shop/orders/PAID", Map.of("plugin", "order-mail")));
        assertThat(offered).extracting(IngressEvent::kind).containsExactly("trip", "PAID");
        assertThat(refusals.total()).as("nothing is wrong with that").isZero();
    }

    @Test
    void pluginsThatMakeEventsForEachOtherMakeSixtyAMinute() {
        TopicHandler handler = handler(taking(), Settings.route());
        for (int i = 0; i < 1000; i++) {
            handler.handleEvent(new Event("dev/tollgate/plugin/trip", Map.of("plugin", "other-mail")));
            handler.handleEvent(event());
        }
        assertThat(offered).as("those of the application are not counted").hasSize(1000 + 60);
        assertThat(refusals.total()).isEqualTo(940);
        now = now.plus(Duration.ofMinutes(1));
        handler.handleEvent(new Event("dev/tollgate/plugin/trip", Map.of("plugin", "other-mail")));
        assertThat(offered).hasSize(1061);
    }

    @Test
    void a59AFloodAgainstAnIngressThatHangsNeverHoldsTheSenderAndIsBounded() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Ingress hanging = event -> {
            entered.countDown();
            awaited(hangs);
            return taking().offer(event);
        };
        Offers offers = new Offers("test", 8, refusals);
        TopicHandler handler = new TopicHandler(Settings.route(), hanging, offers, refusals, clock);
        handler.handleEvent(event());
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 10_000; i++) {
            handler.handleEvent(event());
        }
        assertThat(refusals.total()).isEqualTo(10_000 - 8);
        hangs.countDown();
        offers.close();
        assertThat(offered).hasSize(9);
    }

    @Test
    void whatWaitsStillWhenTheRouteIsClosedIsCounted() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Offers offers = new Offers("test", 8, refusals);
        TopicHandler handler = new TopicHandler(Settings.route(), event -> {
            entered.countDown();
            awaited(never);
            throw new IllegalStateException("ended");
        }, offers, refusals, clock);
        handler.handleEvent(event());
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        handler.handleEvent(event());
        handler.handleEvent(event());
        Thread.currentThread().interrupt();
        offers.close();
        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
        assertThat(refusals.total()).isBetween(2L, 3L);
    }

    @Test
    void a61RefusalsAreLoggedInPlainTextAndOnceAMinute() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true));
        try {
            for (int i = 0; i < 1000; i++) {
                refusals.add("INVALID_EVENT", "kind \u001b[31m\nFORGED " + "x".repeat(5000));
                now = now.plus(Duration.ofMillis(59));
            }
            refusals.add("QUEUE_FULL", "full");
            refusals.close();
        } finally {
            System.setErr(before);
        }
        List<String> lines = log.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("eventadmin:shop: refused {INVALID_EVENT=1}, 1 in all").contains("\\u001b[31m\\u000aFORGED")
                .hasSizeLessThan(600);
        assertThat(lines.get(1)).contains("{INVALID_EVENT=999, QUEUE_FULL=1}, 1001 in all");
    }

    private Ingress taking() {
        return event -> {
            offered.add(event);
            return new Offer(IngressResult.ACCEPTED, CompletableFuture.completedStage(IngressResult.ACCEPTED));
        };
    }

    private TopicHandler handler(Ingress ingress, TopicRoute route) {
        return new TopicHandler(route, ingress, Runnable::run, refusals, clock);
    }

    private static Event event() {
        return new Event("shop/orders/PAID", Map.of());
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
