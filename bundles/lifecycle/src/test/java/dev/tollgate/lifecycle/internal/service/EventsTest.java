package dev.tollgate.lifecycle.internal.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.EventField;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.limits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final byte[] PAYLOAD = "abc".getBytes(UTF_8);

    private final HandHost host = new HandHost();
    private final FakePlugin plugin = FakePlugin.of("fake");
    private final Service service = host.running(plugin);

    @AfterEach
    void countersAddUp() {
        ServiceCounters counters = service.view().counters();
        assertThat(counters.enqueued()).isEqualTo(counters.completed() + counters.failed() + counters.timedOut() + counters.discarded()
                + service.view().depth() + (service.events(EventBook::hasInHand) ? 1 : 0));
    }

    @Test
    void fieldsAreLookedAtInTheirOrderAndTheFirstThatIsWrongIsTheAnswer() {
        Instant now = host.time.now();
        Instant late = now.plus(Duration.ofMinutes(5)).plusMillis(1);
        Optional<String> bad = Optional.of("a\nb");
        assertThat(field("", "no", "no", null, late, 0, bad)).isEqualTo(EventField.SOURCE);
        assertThat(field("s", "no", "no", null, late, 0, bad)).isEqualTo(EventField.INGRESS);
        assertThat(field("s", "picky", "no", null, late, 0, bad)).isEqualTo(EventField.KIND);
        assertThat(field("s", "picky", "push", "abcd".getBytes(UTF_8), late, 0, bad)).isEqualTo(EventField.PAYLOAD);
        assertThat(field("s", "picky", "push", PAYLOAD, late, 0, bad)).isEqualTo(EventField.CREATED_AT);
        assertThat(field("s", "picky", "push", PAYLOAD, now, 0, bad)).isEqualTo(EventField.ATTEMPT);
        assertThat(field("s", "picky", "push", PAYLOAD, now, 1, bad)).isEqualTo(EventField.CORRELATION_ID);
        assertThat(service.offer(new IngressEvent("fake", "s", "picky", "push", PAYLOAD, now.plus(Duration.ofMinutes(5)), 1, Optional.of("a")))
                .accepted()).isTrue();
        assertThat(service.view().counters().rejected()).isEqualTo(7);
        host.work();
    }

    @Test
    void whatIsMissingIsAnAnswerAndNoException() {
        Instant now = host.time.now();
        assertThat(field(null, "in", "k", PAYLOAD, now, 1, Optional.empty())).isEqualTo(EventField.SOURCE);
        assertThat(field("s", null, "k", PAYLOAD, now, 1, Optional.empty())).isEqualTo(EventField.INGRESS);
        assertThat(field("s", "in", null, PAYLOAD, now, 1, Optional.empty())).isEqualTo(EventField.KIND);
        assertThat(field("s", "in", "k", null, now, 1, Optional.empty())).isEqualTo(EventField.PAYLOAD);
        assertThat(field("s", "in", "k", PAYLOAD, null, 1, Optional.empty())).isEqualTo(EventField.CREATED_AT);
        assertThat(field("s", "in", "k", PAYLOAD, now, 1, null)).isEqualTo(EventField.CORRELATION_ID);
        assertThat(field("x".repeat(201), "in", "k", PAYLOAD, now, 1, Optional.empty())).isEqualTo(EventField.SOURCE);
        assertThat(field("a\u202eb", "in", "k", PAYLOAD, now, 1, Optional.empty())).isEqualTo(EventField.SOURCE);
    }

    @Test
    void theGuestIsToldOfTheEventInItsContextAndGivenThePayload() {
        service.offer(new IngressEvent("fake", "webhook:x", "in", "push", PAYLOAD, Instant.parse("2026-03-01T11:59:00.5Z"), 3, Optional.of("c-1")));
        host.work();
        HandHost.Call call = host.calls.get(0);
        assertThat(call.input()).isEqualTo("abc");
        assertThat(call.profile().kind()).isEqualTo(Profile.Kind.EVENT);
        assertThat(call.profile().limits().deadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(call.profile().context()).containsOnly(Map.entry("ingress", "in"), Map.entry("source", "webhook:x"),
                Map.entry("event_kind", "push"), Map.entry("created_at", "2026-03-01T11:59:00.500Z"),
                Map.entry("attempt", "3"), Map.entry("correlation_id", "c-1"));
    }

    @Test
    void asManyAsMayWaitWaitAndTheOneInHandIsNotAmongThem() {
        Offer first = service.offer(host.event("in", "1"));
        host.handlers.put("on_in", call -> {
            host.handlers.clear();
            IntStream.range(0, 4).forEach(i -> assertThat(service.offer(host.event("in", "w" + i)).accepted()).isTrue());
            assertThat(service.offer(host.event("in", "x")).result().status()).isEqualTo(IngressStatus.QUEUE_FULL);
            assertThat(service.view().depth()).isEqualTo(4);
            return HandHost.completed("");
        });
        host.work();
        assertThat(end(first)).isEqualTo(IngressResult.ACCEPTED);
        assertThat(host.called()).containsExactly("on_in 1", "on_in w0", "on_in w1", "on_in w2", "on_in w3");
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(5, 5, 5, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void payloadsThatWaitHaveNoMoreBytesThanTheOperatorAllows() {
        assertThat(service.offer(host.event("in", "x".repeat(600))).accepted()).isTrue();
        assertThat(service.offer(host.event("in", "x".repeat(401))).result().status()).isEqualTo(IngressStatus.QUEUE_FULL);
        assertThat(service.offer(host.event("in", "x".repeat(400))).accepted()).isTrue();
        host.work();
        assertThat(service.offer(host.event("in", "x".repeat(1_000))).accepted()).isTrue();
    }

    @Test
    void aTripOverTheDeadlineIsATimeoutAndOverAnythingElseAFailure() {
        host.on("on_in", HandHost.tripped(plugin, Limit.DEADLINE));
        Offer late = service.offer(host.event("in", "1"));
        host.work();
        assertThat(end(late).status()).isEqualTo(IngressStatus.DISPATCH_TIMEOUT);
        host.turn(Duration.ofSeconds(1));
        host.on("on_in", HandHost.tripped(plugin, Limit.MEMORY));
        Offer greedy = service.offer(host.event("in", "2"));
        host.work();
        assertThat(end(greedy).status()).isEqualTo(IngressStatus.DISPATCH_FAILED);
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(2, 2, 0, 0, 0, 0, 1, 1, 0));
    }

    @Test
    void anEventIsTriedAgainAfterAPauseWithItsAttemptCountedAndKeepsNoOtherWaiting() {
        host.on("on_again", HandHost.failed(Failure.FAILED));
        Offer offer = service.offer(host.event("again", "1"));
        host.work();
        assertThat(service.view().depth()).isEqualTo(1);
        service.offer(host.event("in", "2"));
        host.work();
        host.turn(Duration.ofMillis(999));
        assertThat(host.called()).containsExactly("on_again 1", "on_in 2");
        host.turn(Duration.ofMillis(1));
        host.turn(Duration.ofSeconds(2));
        assertThat(host.called()).containsExactly("on_again 1", "on_in 2", "on_again 1", "on_again 1");
        assertThat(host.calls).extracting(call -> call.profile().context().get("attempt")).containsExactly("1", "1", "2", "3");
        assertThat(end(offer).status()).isEqualTo(IngressStatus.DISPATCH_FAILED);
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(2, 4, 1, 0, 0, 2, 1, 0, 0));
        assertThat(dead()).extracting(event -> event.event().attempt() + " " + event.id()).containsExactly("3 dead-1");
    }

    @Test
    void whatIsTriedAgainKeepsItsPlaceInTheQueue() {
        host.handlers.put("on_again", call -> {
            IntStream.range(0, 3).forEach(i -> assertThat(service.offer(host.event("in", "w" + i)).accepted()).isTrue());
            assertThat(service.offer(host.event("in", "x")).result().status()).isEqualTo(IngressStatus.QUEUE_FULL);
            return HandHost.failed(Failure.FAILED);
        });
        service.offer(host.event("again", "1"));
        host.threads.remove().run();
        host.handlers.clear();
        host.turn(Duration.ofSeconds(1));
        assertThat(service.view().counters().completed()).isEqualTo(4);
    }

    @Test
    void aRejectionIsNotTriedAgain() {
        host.on("on_again", HandHost.failed(Failure.REJECTED));
        service.offer(host.event("again", "1"));
        host.work();
        assertThat(dead()).hasSize(1);
        assertThat(service.view().depth()).isZero();
    }

    @Test
    void aRepeatedEventIsAcceptedAndDispatchedOnceAndItsEndIsThatOfTheFirst() {
        Offer first = service.offer(host.event("in", "1").correlated("c"));
        Offer second = service.offer(host.event("in", "1").correlated("c"));
        Offer other = service.offer(host.event("picky", "1").correlated("c"));
        host.work();
        Offer third = service.offer(host.event("in", "1").correlated("c"));
        host.work();
        assertThat(host.calls).hasSize(2);
        assertThat(end(second)).isEqualTo(IngressResult.ACCEPTED);
        assertThat(end(third)).isEqualTo(IngressResult.ACCEPTED);
        assertThat(other.accepted() && first.accepted()).isTrue();
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(2, 2, 2, 0, 2, 0, 0, 0, 0));
    }

    @Test
    void anIdIsFreeAgainAfterTenMinutesARefusalAndAFailureForGood() {
        service.offer(host.event("in", "1").correlated("kept"));
        host.work();
        host.turn(Duration.ofMinutes(10));
        service.offer(host.event("in", "2").correlated("kept"));
        host.work();
        IntStream.range(0, 4).forEach(i -> service.offer(host.event("in", "w")));
        assertThat(service.offer(host.event("in", "3").correlated("refused")).result().status()).isEqualTo(IngressStatus.QUEUE_FULL);
        host.work();
        service.offer(host.event("in", "3").correlated("refused"));
        host.work();
        host.on("on_in", HandHost.failed(Failure.FAILED));
        service.offer(host.event("in", "4").correlated("failed"));
        host.work();
        host.handlers.clear();
        service.offer(host.event("in", "4").correlated("failed"));
        host.work();
        assertThat(host.called()).containsExactly("on_in 1", "on_in 2", "on_in w", "on_in w", "on_in w", "on_in w", "on_in 3", "on_in 4", "on_in 4");
    }

    @Test
    void onlyTheNewestIdsAreRemembered() {
        for (int i = 0; i <= Correlations.MOST; i++) {
            service.offer(host.event("in", "").correlated("c" + i));
            host.work();
        }
        service.offer(host.event("in", "").correlated("c1"));
        assertThat(service.view().counters().repeated()).isEqualTo(1);
        service.offer(host.event("in", "").correlated("c0"));
        assertThat(service.view().counters().repeated()).isEqualTo(1);
        host.work();
    }

    @Test
    void whatAHandlerWritesIsCarriedOutBeforeTheEventEndsAndWhatIsRefusedFailsIt() {
        host.on("on_in", HandHost.completed("do"));
        Offer offer = service.offer(host.event("in", "1"));
        offer.end().thenRun(() -> assertThat(host.outputs).containsExactly("do"));
        host.work();
        assertThat(end(offer)).isEqualTo(IngressResult.ACCEPTED);
        host.outputRefused = "not this";
        Offer refused = service.offer(host.event("in", "2"));
        host.work();
        assertThat(end(refused).status()).isEqualTo(IngressStatus.DISPATCH_FAILED);
        assertThat(end(refused).detail()).contains("not this");
        assertThat(service.view().lastError().orElseThrow().text()).contains("not this");
    }

    @Test
    void onlyTheNewestDeadEventsAreKept() {
        host.on("on_in", HandHost.failed(Failure.FAILED));
        for (int i = 0; i < DeadEvents.MOST + 5; i++) {
            service.offer(host.event("in", "x" + i));
            host.work();
        }
        assertThat(dead()).hasSize(DeadEvents.MOST);
        assertThat(dead().get(0).id()).isEqualTo("dead-105");
        service.offer(host.event("in", "x".repeat(1_000)));
        host.work();
        assertThat(dead()).as("and no more bytes than may wait").hasSize(1);
    }

    @Test
    void whoeverHangsOnAnEndIsToldWithoutALockAndCannotChangeIt() {
        Offer offer = service.offer(host.event("in", "1"));
        offer.end().toCompletableFuture().complete(IngressResult.of(IngressStatus.QUEUE_FULL, "forged"));
        CompletableFuture<IngressStatus> ofAnotherThread = new CompletableFuture<>();
        offer.end().thenRun(() -> ofAnotherThread.complete(CompletableFuture.supplyAsync(() -> service.offer(host.event("in", "2")))
                .join().result().status()));
        host.work();
        assertThat(end(offer)).isEqualTo(IngressResult.ACCEPTED);
        assertThat(ofAnotherThread.join()).isEqualTo(IngressStatus.ACCEPTED);
        assertThat(host.calls).hasSize(2);
    }

    private List<DeadEvent> dead() {
        return service.events(book -> book.dead().list());
    }

    private EventField field(String source, String ingress, String kind, byte[] payload, Instant at, int attempt, Optional<String> id) {
        IngressResult result = service.offer(new IngressEvent("fake", source, ingress, kind, payload, at, attempt, id)).result();
        assertThat(result.status()).isEqualTo(IngressStatus.INVALID_EVENT);
        return result.field().orElseThrow();
    }

    private static IngressResult end(Offer offer) {
        return offer.end().toCompletableFuture().join();
    }
}
