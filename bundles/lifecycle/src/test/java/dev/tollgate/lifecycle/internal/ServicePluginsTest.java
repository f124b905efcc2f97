package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.EventField;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every result of an offer and of a dispatch, on real modules. */
class ServicePluginsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ServiceServer server = new ServiceServer();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        server.close();
    }

    @Test
    void eventsAreDispatchedInTheirOrderToOneInstanceThatKeepsWhatItWasTold() {
        server.run(TestPackage.service("svc", "1.0.0"));
        List<Offer> offers = List.of(server.offer("svc", "event", "one"), server.offer("svc", "event", "two"), server.offer("svc", "event", "three"));
        assertThat(offers).allSatisfy(offer -> assertThat(end(offer)).isEqualTo(IngressResult.ACCEPTED));
        assertThat(server.services.status("svc", MINUTE)).asString(UTF_8).isEqualTo("start\none\ntwo\nthree\n");
    }

    @Test
    void theGuestKnowsOfTheEventAndWhatItWritesIsCarriedOut() {
        server.run(TestPackage.service("svc", "1.0.0"));
        end(server.ingress.offer(new IngressEvent("svc", "webhook:x", "context", "push", new byte[0], Instant.EPOCH, 2, Optional.of("c-1"))));
        end(server.offer("svc", "command", "{}"));
        assertThat(server.services.status("svc", MINUTE)).asString(UTF_8).contains("\"ingress\":\"context\"", "\"source\":\"webhook:x\"",
                "\"event_kind\":\"push\"", "\"created_at\":\"1970-01-01T00:00:00Z\"", "\"attempt\":\"2\"", "\"correlation_id\":\"c-1\"",
                "\"kind\":\"event\"");
        assertThat(server.outputs).contains("{}");
    }

    @Test
    void anEventThatIsNotAsItHasToBeIsInvalid() {
        server.run(TestPackage.service("svc", "1.0.0"));
        assertThat(server.offer("svc", "nowhere", "x").result().field()).contains(EventField.INGRESS);
        assertThat(server.offer("svc", "event", "x".repeat(65_537)).result().field()).contains(EventField.PAYLOAD);
    }

    @Test
    void aQueueThatIsFullSaysSoWhileAnEventBlocksAndHooksOfThePluginGoOn() throws Exception {
        CountDownLatch inside = block();
        server.run(TestPackage.service("svc", "1.0.0").service("queue: 2"));
        List<Offer> offers = new ArrayList<>(List.of(server.offer("svc", "block", "x")));
        await(inside);
        offers.add(server.offer("svc", "event", "1"));
        offers.add(server.offer("svc", "event", "2"));
        assertThat(server.offer("svc", "event", "3").result().status()).isEqualTo(IngressStatus.QUEUE_FULL);
        assertThat(server.view("svc").depth()).isEqualTo(2);
        assertThat(server.server.hooks.filter("text", "hook".getBytes(UTF_8)).value()).asString(UTF_8).startsWith("hook!");
        assertThatThrownBy(() -> server.services.status("svc", Duration.ofMillis(1))).hasMessageContaining("busy");
        release.countDown();
        assertThat(offers).allSatisfy(offer -> assertThat(end(offer)).isEqualTo(IngressResult.ACCEPTED));
        assertThat(server.view("svc").counters()).isEqualTo(new ServiceCounters(3, 3, 3, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void whereNoServiceIsOrItsPluginWaitsAnEventIsUnavailable() {
        assertThat(server.offer("nobody", "event", "x").result().status()).isEqualTo(IngressStatus.SERVICE_UNAVAILABLE);
        server.run(TestPackage.service("svc", "1.0.0"));
        server.server.withdrawQueue();
        assertThat(server.offer("svc", "event", "x").result()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(IngressStatus.SERVICE_UNAVAILABLE);
            assertThat(result.detail()).contains("waits for");
        });
        assertThatThrownBy(() -> server.services.status("svc", MINUTE)).isInstanceOf(PluginException.class);
        server.server.provideQueue();
        assertThat(end(server.offer("svc", "event", "x"))).isEqualTo(IngressResult.ACCEPTED);
    }

    @Test
    void aStoppedServiceSaysSoAndRunsAgainWhenAnAdministratorWants() {
        server.run(TestPackage.service("svc", "1.0.0").service("stop: stop_say"));
        assertThat(server.services.stop("svc", OnStop.DRAIN, "anna").state()).isEqualTo(ServiceState.STOPPED);
        assertThat(server.server.queue.enqueued).containsExactly("svc stop");
        assertThat(server.offer("svc", "event", "x").result().status()).isEqualTo(IngressStatus.SERVICE_STOPPED);
        assertThatThrownBy(() -> server.services.status("svc", MINUTE)).isInstanceOf(PluginException.class);
        assertThat(server.services.start("svc", "anna").state()).isEqualTo(ServiceState.RUNNING);
        assertThat(server.services.status("svc", MINUTE)).asString(UTF_8).isEqualTo("start\n");
        assertThatThrownBy(() -> server.services.start("nobody", "anna")).hasMessageContaining("[svc]");
    }

    @Test
    void aTrapFailsTheEventAndTheServiceWhichStartsAgainByItselfOnANewInstance() {
        server.run(TestPackage.service("svc", "1.0.0"));
        end(server.offer("svc", "event", "lost"));
        assertThat(end(server.offer("svc", "trap", "x")).status()).isEqualTo(IngressStatus.DISPATCH_FAILED);
        server.until("svc", ServiceState.RUNNING);
        assertThat(server.services.status("svc", MINUTE)).asString(UTF_8).isEqualTo("start\n");
        assertThat(server.view("svc").lastError().orElseThrow().text()).contains("unreachable");
    }

    @Test
    void aStartThatLoopsIsEndedAndItsServiceFails() {
        server.activate(TestPackage.service("svc", "1.0.0").service("start: start_loop").limit("job_fuel: 100000"));
        server.until("svc", ServiceState.FAILED);
        assertThat(server.view("svc").reason().orElseThrow()).contains("fuel limit");
        assertThat(server.offer("svc", "event", "x").result().status()).isIn(IngressStatus.SERVICE_FAILED, IngressStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void aStartThatIsRejectedFailsForGood() {
        server.activate(TestPackage.service("svc", "1.0.0").service("start: start_reject"));
        server.until("svc", ServiceState.FAILED);
        assertThat(server.view("svc").nextStart()).isEmpty();
        assertThat(server.view("svc").reason().orElseThrow()).contains("start is refused");
        assertThat(server.offer("svc", "event", "x").result().status()).isEqualTo(IngressStatus.SERVICE_FAILED);
    }

    @Test
    void aHandlerThatLoopsOrBlocksInAGatePastItsDeadlineIsEnded() throws Exception {
        CountDownLatch inside = block();
        server.run(TestPackage.service("svc", "1.0.0").ingress("loop", "on_loop", "timeout: 50ms").ingress("block", "on_block", "timeout: 50ms")
                .limit("job_fuel: 900000000000"));
        assertThat(end(server.offer("svc", "loop", "x")).status()).isEqualTo(IngressStatus.DISPATCH_TIMEOUT);
        server.until("svc", ServiceState.RUNNING);
        assertThat(end(server.offer("svc", "block", "x")).status()).isEqualTo(IngressStatus.DISPATCH_TIMEOUT);
        await(inside);
        assertThat(server.view("svc").counters().timedOut()).isEqualTo(2);
    }

    @Test
    void aHandlerThatFailsIsTriedAgainAndThenItsEventIsDeadUntilItIsReplayedOrDiscarded() {
        server.run(TestPackage.service("svc", "1.0.0").ingress("fail", "on_fail", "max_retry: 1"));
        assertThat(end(server.offer("svc", "fail", "oh no"))).satisfies(result -> {
            assertThat(result.status()).isEqualTo(IngressStatus.DISPATCH_FAILED);
            assertThat(result.detail()).isEqualTo("on_fail: oh no");
        });
        assertThat(end(server.offer("svc", "reject", "never")).status()).isEqualTo(IngressStatus.DISPATCH_FAILED);
        assertThat(server.services.dead("svc")).extracting(dead -> dead.event().ingress() + " " + dead.event().attempt())
                .containsExactly("reject 1", "fail 2");
        DeadEvent dead = server.services.dead("svc").get(1);
        Offer again = server.services.replay("svc", dead.id(), "anna").orElseThrow();
        end(again);
        assertThat(server.services.dead("svc")).extracting(each -> each.event().ingress()).containsExactly("fail", "reject");
        assertThat(server.services.replay("svc", dead.id(), "anna")).isEmpty();
        assertThat(server.services.discard("svc", server.services.dead("svc").get(0).id(), "anna")).isTrue();
        assertThat(server.services.dead("svc")).hasSize(1);
        assertThat(server.view("svc").counters()).isEqualTo(new ServiceCounters(3, 5, 0, 0, 0, 2, 3, 0, 0));
        assertThat(server.view("svc").state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aReloadStopsTheOldGenerationFirstAndTheQueueGoesOnWithTheNew() throws Exception {
        CountDownLatch inside = block();
        server.run(TestPackage.service("svc", "1.0.0").service("stop: stop_say"));
        List<Offer> offers = new ArrayList<>(List.of(server.offer("svc", "block", "x")));
        await(inside);
        offers.add(server.offer("svc", "event", "1"));
        server.activate(TestPackage.service("svc", "2.0.0"));
        offers.add(server.offer("svc", "event", "2"));
        release.countDown();
        assertThat(offers).allSatisfy(offer -> assertThat(end(offer)).isEqualTo(IngressResult.ACCEPTED));
        assertThat(server.services.status("svc", MINUTE)).asString(UTF_8).isEqualTo("start\n1\n2\n");
        assertThat(server.server.queue.versions).containsExactly("1.0.0 work", "1.0.0 stop");
        assertThat(server.view("svc").plugin().version()).isEqualTo("2.0.0");
    }

    @Test
    void aPluginThatIsDeactivatedDrainsItsQueueAndIsToldToStop() throws Exception {
        CountDownLatch inside = block();
        server.run(TestPackage.service("svc", "1.0.0").service("stop: stop_say"));
        List<Offer> offers = List.of(server.offer("svc", "block", "x"), server.offer("svc", "event", "1"));
        await(inside);
        server.server.plugins.deactivate("svc", "test");
        server.server.tellListeners();
        assertThat(server.offer("svc", "event", "2").result().status()).isEqualTo(IngressStatus.SERVICE_STOPPED);
        release.countDown();
        assertThat(offers).allSatisfy(offer -> assertThat(end(offer)).isEqualTo(IngressResult.ACCEPTED));
        ServiceServer.await(() -> server.services.get("svc").isEmpty(), "the service to be gone");
        assertThat(server.server.queue.enqueued).containsExactly("svc work", "svc stop");
        assertThat(server.services.totals().counters()).isEqualTo(new ServiceCounters(2, 2, 2, 1, 0, 0, 0, 0, 0));
        server.server.plugins.activate("svc", Optional.empty(), "test");
        server.server.tellListeners();
        server.until("svc", ServiceState.RUNNING);
    }

    @Test
    void a59AFloodOfEventsIsBoundedAndKeepsNoOtherServiceWaitingAndAStopInItLosesNone() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        server.run(TestPackage.service("slow-one", "1.0.0"));
        server.run(TestPackage.service("other", "1.0.0"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger stopAt = new AtomicInteger(500_000 + random.nextInt(100_000));
        CountDownLatch half = new CountDownLatch(1);
        try {
            List<Future<long[]>> floods = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                floods.add(threads.submit((Callable<long[]>) () -> flood(stopAt, half)));
            }
            int others = 0;
            while (half.getCount() > 0) {
                assertThat(end(server.offer("other", "event", "x"))).as("seed %d", seed).isEqualTo(IngressResult.ACCEPTED);
                assertThat(server.view("slow-one").depth()).as("seed %d", seed).isLessThanOrEqualTo(32);
                others++;
            }
            server.services.stop("slow-one", OnStop.DRAIN, "test");
            server.services.start("slow-one", "test");
            long accepted = 0;
            long refused = 0;
            for (Future<long[]> flood : floods) {
                accepted += flood.get(5, TimeUnit.MINUTES)[0];
                refused += flood.get()[1];
            }
            server.services.stop("slow-one", OnStop.DISCARD, "test");
            ServiceCounters counters = server.view("slow-one").counters();
            assertThat(accepted + refused).isEqualTo(1_000_000);
            assertThat(counters).as("seed %d", seed).isEqualTo(new ServiceCounters(accepted, counters.completed(), accepted - counters.discarded(),
                    refused, 0, 0, 0, 0, counters.discarded()));
            assertThat(counters.discarded()).isLessThanOrEqualTo(33);
            assertThat(others).as("events of the other service meanwhile").isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] flood(AtomicInteger stopAt, CountDownLatch half) {
        long[] answers = new long[2];
        byte[] payload = new byte[100];
        for (int i = 0; i < 125_000; i++) {
            Offer offer = server.ingress.offer(IngressEvent.of("slow-one", "flood", "slow", "note", payload, Instant.EPOCH));
            answers[offer.accepted() ? 0 : 1]++;
            if (stopAt.decrementAndGet() == 0) {
                half.countDown();
            }
        }
        return answers;
    }

    /** From now on the queue gate blocks until it is released; counted down when a guest is in it. */
    private CountDownLatch block() {
        CountDownLatch inside = new CountDownLatch(1);
        server.server.queue.meanwhile = () -> {
            inside.countDown();
            try {
                release.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        };
        return inside;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    }

    private static IngressResult end(Offer offer) {
        try {
            return offer.end().toCompletableFuture().get(2, TimeUnit.MINUTES);
        } catch (Exception late) {
            throw new AssertionError(late);
        }
    }
}
