package dev.tollgate.lifecycle.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.limits.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StopTest {
    private final HandHost host = new HandHost();
    private final FakePlugin plugin = FakePlugin.of("fake");
    private final Service service = host.running(plugin);

    @Test
    void aStopDispatchesWhatWaitsAndThenTellsTheGuest() {
        List<Offer> offers = offers(3);
        CompletableFuture<Void> stopped = service.stop(OnStop.DRAIN, "anna");
        assertThat(service.view().state()).isEqualTo(ServiceState.STOPPING);
        assertThat(service.offer(host.event("in", "late")).result().status()).isEqualTo(IngressStatus.SERVICE_STOPPED);
        assertThatThrownBy(() -> service.stop(OnStop.DISCARD, "bert")).isInstanceOf(PluginException.class);
        assertThatThrownBy(() -> service.start("bert")).isInstanceOf(PluginException.class);
        host.work();
        assertThat(stopped).isDone();
        assertThat(host.called()).containsExactly("on_in 0", "on_in 1", "on_in 2", "stop");
        assertThat(offers).allSatisfy(offer -> assertThat(end(offer)).isEqualTo(IngressStatus.ACCEPTED));
        assertThat(service.view().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(service.view().reason()).contains("it was stopped by anna");
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(3, 3, 3, 1, 0, 0, 0, 0, 0));
        assertThatThrownBy(() -> service.stop(OnStop.DRAIN, "bert")).hasMessageContaining("STOPPED already");
        host.turn(Duration.ofDays(1));
        assertThat(service.view().state()).isEqualTo(ServiceState.STOPPED);
        service.start("anna");
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aStopThatDiscardsCountsEveryEventAndEndsIt() {
        List<Offer> offers = offers(3);
        service.offer(host.event("in", "same").correlated("c"));
        service.stop(OnStop.DISCARD, "anna");
        host.work();
        assertThat(host.called()).containsExactly("stop");
        assertThat(offers).allSatisfy(offer -> assertThat(end(offer)).isEqualTo(IngressStatus.SERVICE_STOPPED));
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(4, 0, 0, 0, 0, 0, 0, 0, 4));
        assertThat(host.notes).contains("WARNING 4 events were discarded: it was stopped by anna");
        service.start("anna");
        host.work();
        service.offer(host.event("in", "same").correlated("c"));
        host.work();
        assertThat(service.view().counters().completed()).as("its id was free again").isEqualTo(1);
    }

    @Test
    void aDrainTakesNoLongerThanItMayAndEndsTheEventThatIsBeingDispatched() {
        List<Offer> offers = offers(3);
        host.handlers.put("on_in", call -> {
            service.stop(OnStop.DRAIN, "anna");
            assertThat(call.profile().wanted().getAsBoolean()).isTrue();
            host.time.turn(Duration.ofSeconds(10));
            assertThat(call.profile().wanted().getAsBoolean()).isFalse();
            return HandHost.failed(Failure.CANCELLED);
        });
        host.work();
        assertThat(offers).allSatisfy(offer -> assertThat(end(offer)).isEqualTo(IngressStatus.SERVICE_STOPPED));
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(3, 1, 0, 0, 0, 0, 0, 0, 3));
        assertThat(service.view().state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void whatIsTriedAgainIsTriedAtOnceInADrain() {
        host.on("on_again", HandHost.failed(Failure.FAILED));
        Offer offer = service.offer(host.event("again", "1"));
        host.work();
        service.stop(OnStop.DRAIN, "anna");
        host.work();
        assertThat(host.called()).containsExactly("on_again 1", "on_again 1", "on_again 1", "stop");
        assertThat(end(offer)).isEqualTo(IngressStatus.DISPATCH_FAILED);
    }

    @Test
    void aServiceWhoseInstanceGoesInADrainIsNotStartedAgainForIt() {
        host.on("on_in", HandHost.tripped(plugin, Limit.FUEL));
        offers(2);
        service.stop(OnStop.DRAIN, "anna");
        host.work();
        assertThat(host.called()).containsExactly("on_in 0");
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(2, 1, 0, 0, 0, 0, 1, 0, 1));
        assertThat(service.view().state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void aFailedServiceCanBeStoppedAndIsNotStartedByItselfThen() {
        host.on("on_in", HandHost.failed(Failure.TRAPPED));
        offers(3);
        host.work();
        service.stop(OnStop.DRAIN, "anna");
        host.work();
        host.turn(Duration.ofMinutes(5));
        assertThat(service.view().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(3, 1, 0, 0, 0, 0, 1, 0, 2));
        assertThat(host.called()).containsExactly("on_in 0");
    }

    @Test
    void aDrainOfAPluginThatIsHeldBackEndsWithItsTime() {
        offers(2);
        plugin.waitsFor = List.of("kv");
        CompletableFuture<Void> stopped = service.stop(OnStop.DRAIN, "anna");
        for (int i = 0; i < 9; i++) {
            host.turn(Duration.ofSeconds(1));
        }
        assertThat(stopped).isNotDone();
        host.turn(Duration.ofSeconds(1));
        assertThat(stopped).isDone();
        assertThat(service.view().counters().discarded()).isEqualTo(2);
    }

    @Test
    void aStopInTheMiddleOfAStartIsDoneAfterIt() {
        service.stop(OnStop.DRAIN, "anna");
        host.work();
        host.handlers.put("start", call -> {
            service.stop(OnStop.DRAIN, "bert");
            return HandHost.completed("");
        });
        service.start("anna");
        host.work();
        assertThat(host.called()).containsExactly("stop", "start", "stop");
        assertThat(service.view().state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void aPluginThatIsSwitchedOffTakesItsServiceAlongAsItsManifestSays() {
        FakePlugin discards = new FakePlugin("hasty", "1.0.0", FakePlugin.SERVICE + ", on_stop: discard");
        Service hasty = host.running(discards);
        Offer discarded = hasty.offer(host.event("in", "1"));
        Offer drained = offers(1).get(0);
        hasty.follow(Optional.empty());
        service.follow(Optional.empty());
        assertThat(service.offer(host.event("in", "late")).result().status()).isEqualTo(IngressStatus.SERVICE_STOPPED);
        host.work();
        assertThat(end(discarded)).isEqualTo(IngressStatus.SERVICE_STOPPED);
        assertThat(end(drained)).isEqualTo(IngressStatus.ACCEPTED);
        assertThat(hasty.gone()).isDone();
        assertThat(service.gone()).isDone();
        host.turn(Duration.ofDays(1));
        assertThat(host.called()).containsOnlyOnce("on_in 0").hasSize(3);
    }

    @Test
    void aStopThatFailsIsToldAndStopsItAllTheSame() {
        host.on("stop", HandHost.failed(Failure.FAILED));
        service.stop(OnStop.DRAIN, "anna");
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(host.notes).contains("WARNING its stop failed: stop: no luck");
        assertThat(service.view().lastError().orElseThrow().text()).contains("no luck");
    }

    @Test
    void aReloadHandsOverBetweenTwoEventsAndTheQueueStays() {
        FakePlugin next = new FakePlugin("fake", "2.0.0", FakePlugin.SERVICE);
        List<Offer> offers = offers(2);
        Function<HandHost.Call, CallResult> meanwhile = call -> {
            assertThat(service.offer(host.event("in", "meanwhile")).accepted()).isTrue();
            return HandHost.completed("");
        };
        host.handlers.put("stop", meanwhile);
        host.handlers.put("start", meanwhile);
        host.handlers.put("on_in", call -> {
            host.handlers.remove("on_in");
            service.follow(Optional.of(next));
            return HandHost.completed("");
        });
        host.work();
        assertThat(host.called()).containsExactly("on_in 0", "stop", "start", "on_in 1", "on_in meanwhile", "on_in meanwhile");
        assertThat(host.calls).extracting(call -> call.plugin().id().version()).containsExactly("1.0.0", "1.0.0", "2.0.0", "2.0.0", "2.0.0", "2.0.0");
        assertThat(plugin.closed).isTrue();
        assertThat(offers).allSatisfy(offer -> assertThat(end(offer)).isEqualTo(IngressStatus.ACCEPTED));
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(4, 4, 4, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aReloadDiscardsWhatTheNewManifestDoesNotTakeAndCountsIt() {
        Offer push = service.offer(host.event("in", "1"));
        Offer gone = service.offer(host.event("again", "2"));
        service.follow(Optional.of(new FakePlugin("fake", "2.0.0", "ingress: [ { name: in, handler: on_in } ]")));
        assertThat(service.offer(host.event("again", "3")).result().status()).isEqualTo(IngressStatus.INVALID_EVENT);
        host.work();
        assertThat(end(push)).isEqualTo(IngressStatus.ACCEPTED);
        assertThat(end(gone)).isEqualTo(IngressStatus.SERVICE_STOPPED);
        assertThat(service.view().counters()).isEqualTo(new ServiceCounters(2, 1, 1, 1, 0, 0, 0, 0, 1));
    }

    @Test
    void aReloadIsAWayOutOfFailedAndOutOfStopped() {
        host.on("on_in", HandHost.failed(Failure.TRAPPED));
        offers(1);
        host.work();
        host.handlers.clear();
        service.follow(Optional.of(new FakePlugin("fake", "2.0.0", FakePlugin.SERVICE)));
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
        service.stop(OnStop.DRAIN, "anna");
        host.work();
        service.follow(Optional.of(new FakePlugin("fake", "3.0.0", FakePlugin.SERVICE)));
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(service.view().plugin().version()).isEqualTo("3.0.0");
    }

    @Test
    void aReloadWhoseStartFailsKeepsWhatWaits() {
        FakePlugin next = new FakePlugin("fake", "2.0.0", FakePlugin.SERVICE);
        host.on("start", HandHost.failed(Failure.FAILED));
        List<Offer> offers = offers(2);
        service.follow(Optional.of(next));
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.FAILED);
        assertThat(service.view().depth()).isEqualTo(2);
        assertThat(service.offer(host.event("in", "x")).result().status()).isEqualTo(IngressStatus.SERVICE_FAILED);
        host.handlers.clear();
        host.turn(Duration.ofSeconds(1));
        assertThat(offers).allSatisfy(offer -> assertThat(end(offer)).isEqualTo(IngressStatus.ACCEPTED));
    }

    @Test
    void whoFindsItsGenerationReplacedSaysSoAndTheEventGoesToTheNext() {
        host.on("on_in", new CallResult.Superseded(Optional.empty()));
        Offer offer = offers(1).get(0);
        host.work();
        assertThat(host.replaced).containsExactly("fake");
        assertThat(service.view().counters().dispatched()).isZero();
        host.handlers.clear();
        service.follow(Optional.of(new FakePlugin("fake", "2.0.0", FakePlugin.SERVICE)));
        host.work();
        assertThat(end(offer)).isEqualTo(IngressStatus.ACCEPTED);
    }

    @Test
    void aPluginThatIsBackBeforeItsServiceIsGoneGoesOnWithTheNewOne() {
        host.handlers.put("stop", call -> {
            service.follow(Optional.of(new FakePlugin("fake", "2.0.0", FakePlugin.SERVICE)));
            return HandHost.completed("");
        });
        service.follow(Optional.empty());
        host.work();
        assertThat(service.gone()).isNotDone();
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.called()).containsExactly("stop", "start");
    }

    @Test
    void aFailureOfTheHostInADrainDiscardsWhatWaitsAndIsTheEndOfTheStop() {
        List<Offer> offers = offers(3);
        host.handlers.put("on_in", call -> {
            throw new IllegalStateException("broken");
        });
        CompletableFuture<Void> stopped = service.stop(OnStop.DRAIN, "anna");
        host.work();
        assertThat(stopped).isDone();
        assertThat(offers).extracting(StopTest::end).containsExactly(IngressStatus.DISPATCH_FAILED, IngressStatus.SERVICE_STOPPED,
                IngressStatus.SERVICE_STOPPED);
        assertThat(service.view().depth()).isZero();
    }

    private List<Offer> offers(int count) {
        return IntStream.range(0, count).mapToObj(i -> service.offer(host.event("in", Integer.toString(i)))).toList();
    }

    private static IngressStatus end(Offer offer) {
        return offer.end().toCompletableFuture().join().status();
    }
}
