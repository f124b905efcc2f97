package dev.tollgate.lifecycle.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Offers of eight threads, while the service is stopped, started and reloaded: each event ends once, and the counters say how. */
class StopDuringOffersTest {
    private static final int THREADS = 8;
    private static final int OFFERS = 2_000;

    private final long seed = System.nanoTime();
    private final ExecutorService dispatchers = Executors.newFixedThreadPool(4);
    private final ExecutorService offering = Executors.newFixedThreadPool(THREADS);
    private final HostTime time = new HostTime();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final HandHost plain = new HandHost();

    @AfterEach
    void close() {
        dispatchers.shutdownNow();
        offering.shutdownNow();
        time.close();
    }

    @Test
    void noEventIsLostAndNoneEndsTwice() throws Exception {
        Random random = new Random(seed);
        Service service = new Service(FakePlugin.of("fake"), tools(), slug -> { });
        service.follow(Optional.of(FakePlugin.of("fake")));
        Map<IngressStatus, Integer> answers = new EnumMap<>(IngressStatus.class);
        List<Offer> offers = new ArrayList<>();
        List<Future<List<Offer>>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long own = random.nextLong();
            running.add(offering.submit((Callable<List<Offer>>) () -> offers(service, new Random(own))));
        }
        for (int change = 0; change < 30; change++) {
            change(service, random, change);
        }
        for (Future<List<Offer>> part : running) {
            offers.addAll(part.get(2, TimeUnit.MINUTES));
        }
        service.follow(Optional.empty());
        service.gone().get(1, TimeUnit.MINUTES);
        for (Offer offer : offers) {
            IngressResult end = offer.end().toCompletableFuture().get(1, TimeUnit.MINUTES);
            answers.merge(offer.accepted() ? end.status() : IngressStatus.QUEUE_FULL, 1, Integer::sum);
        }
        ServiceCounters counters = service.view().counters();
        assertThat(counters).as("seed %d: %s", seed, answers).isEqualTo(new ServiceCounters(counters.enqueued(), counters.dispatched(),
                answers.getOrDefault(IngressStatus.ACCEPTED, 0), answers.getOrDefault(IngressStatus.QUEUE_FULL, 0), 0, counters.retried(),
                answers.getOrDefault(IngressStatus.DISPATCH_FAILED, 0), 0, answers.getOrDefault(IngressStatus.SERVICE_STOPPED, 0)));
        assertThat(counters.enqueued() + counters.rejected()).as("seed %d", seed).isEqualTo(THREADS * OFFERS);
        assertThat(counters.enqueued()).isEqualTo(counters.completed() + counters.failed() + counters.discarded());
        assertThat(service.view().depth()).isZero();
        assertThat(most).as("calls of one guest at a time, seed %d", seed).hasValue(1);
    }

    private List<Offer> offers(Service service, Random random) {
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < OFFERS; i++) {
            IngressEvent event = IngressEvent.of("fake", "test", random.nextInt(4) == 0 ? "again" : "in", "push", new byte[0], time.now());
            offers.add(service.offer(event));
            assertThat(service.view().depth()).as("seed %d", seed).isLessThanOrEqualTo(4);
            if (random.nextInt(8) == 0) {
                Thread.yield();
            }
        }
        return offers;
    }

    private void change(Service service, Random random, int number) throws Exception {
        ServiceState state = service.view().state();
        try {
            if (random.nextBoolean()) {
                service.follow(Optional.of(new FakePlugin("fake", "1.0." + number, FakePlugin.SERVICE)));
            } else if (state == ServiceState.STOPPED || state == ServiceState.FAILED) {
                service.start("test").get(1, TimeUnit.MINUTES);
            } else {
                service.stop(random.nextBoolean() ? OnStop.DRAIN : OnStop.DISCARD, "test").get(1, TimeUnit.MINUTES);
                service.start("test").get(1, TimeUnit.MINUTES);
            }
        } catch (PluginException otherState) {
            assertThat(otherState).hasMessageContaining("the service of fake is");
        }
    }

    private ServiceTools tools() {
        return new ServiceTools(new GuestCalls((plugin, handler, input, profile) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.yield();
            inside.decrementAndGet();
            return handler.equals("on_again") ? HandHost.failed(Failure.FAILED)
                    : new CallResult.Ended(new Outcome.Completed(new byte[0], Usage.NONE));
        }, (plugin, output) -> { }), plain.tools.log(), new Dispatchers(dispatchers, 4), time, new Random(seed),
                new Bounds(100, 1_000_000, Duration.ofSeconds(30)), plugin -> Optional.empty(), () -> "dead", new EventObservers());
    }
}
