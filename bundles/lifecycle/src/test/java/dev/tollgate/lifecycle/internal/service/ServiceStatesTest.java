package dev.tollgate.lifecycle.internal.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.limits.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServiceStatesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandHost host = new HandHost();
    private final FakePlugin plugin = FakePlugin.of("fake");

    @Test
    void aServiceStartsWithItsPluginOnAnInstanceOfItsOwn() {
        Service service = host.service(plugin);
        assertThat(service.view().state()).isEqualTo(ServiceState.READY);
        assertThat(status(service)).isEqualTo(IngressStatus.SERVICE_UNAVAILABLE);
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.called()).containsExactly("start");
        assertThat(host.calls.get(0).profile().kind()).isEqualTo(Profile.Kind.SERVICE);
        assertThat(plugin.renewals).isEqualTo(1);
        assertThat(status(service)).isEqualTo(IngressStatus.ACCEPTED);
    }

    @Test
    void whileItsStartIsCalledItTakesNothingIn() {
        Service service = host.service(plugin);
        host.handlers.put("start", call -> {
            assertThat(service.view().state()).isEqualTo(ServiceState.STARTING);
            assertThat(status(service)).isEqualTo(IngressStatus.SERVICE_UNAVAILABLE);
            return HandHost.completed("");
        });
        host.work();
        assertThat(host.called()).containsExactly("start");
    }

    @Test
    void aStartThatTripsFailsAndIsTriedAgainAfterPausesThatGrowToFiveMinutes() {
        host.on("start", HandHost.tripped(plugin, Limit.FUEL));
        Service service = host.service(plugin);
        host.work();
        for (long pause : List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L)) {
            assertThat(service.view().state()).isEqualTo(ServiceState.FAILED);
            assertThat(service.view().nextStart()).contains(host.time.now().plusSeconds(pause));
            assertThat(status(service)).isEqualTo(IngressStatus.SERVICE_FAILED);
            int before = host.calls.size();
            host.turn(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(host.calls).hasSize(before);
            host.turn(Duration.ofMillis(1));
            assertThat(host.calls).hasSize(before + 1);
        }
        assertThat(service.view().restarts()).isEqualTo(11);
        assertThat(service.view().lastError().orElseThrow().text()).contains("fuel limit");
        assertThat(plugin.renewals).isEqualTo(12);
        host.handlers.clear();
        host.turn(Duration.ofMinutes(5));
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(service.view().restarts()).isEqualTo(12);
    }

    @Test
    void whoRanForAMinuteFailsAsForTheFirstTime() {
        host.on("start", HandHost.tripped(plugin, Limit.FUEL));
        Service service = host.service(plugin);
        host.work();
        host.turn(SECOND);
        host.handlers.clear();
        host.turn(SECOND.multipliedBy(2));
        assertThat(service.view().restarts()).isEqualTo(2);
        host.turn(Duration.ofMinutes(1).minusMillis(1));
        assertThat(service.view().restarts()).isEqualTo(2);
        host.turn(Duration.ofMillis(1));
        assertThat(service.view().restarts()).isZero();
        host.on("on_in", HandHost.failed(Failure.TRAPPED));
        service.offer(host.event("in", "a"));
        host.work();
        assertThat(service.view().nextStart()).contains(host.time.now().plusSeconds(1));
    }

    @Test
    void aStartThatIsRejectedWaitsForAnAdministratorOrAnotherVersion() {
        host.on("start", HandHost.failed(Failure.REJECTED));
        Service service = host.service(plugin);
        host.work();
        host.turn(Duration.ofDays(1));
        assertThat(host.called()).containsExactly("start");
        assertThat(service.view().nextStart()).isEmpty();
        assertThat(service.view().reason().orElseThrow()).contains("no luck");
        host.handlers.clear();
        CompletableFuture<Void> begun = service.start("anna");
        host.work();
        assertThat(begun).isDone();
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
        assertThatThrownBy(() -> service.start("anna")).isInstanceOf(PluginException.class).hasMessageContaining("RUNNING");
    }

    @Test
    void aHandlerThatAnswersWithAFailureKeepsItRunningAndOneWhoseInstanceIsGoneDoesNot() {
        Service service = host.running(plugin);
        host.on("on_in", HandHost.failed(Failure.FAILED));
        Offer failed = service.offer(host.event("in", "a"));
        host.work();
        host.on("on_in", HandHost.failed(Failure.REJECTED));
        service.offer(host.event("in", "b"));
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(end(failed).status()).isEqualTo(IngressStatus.DISPATCH_FAILED);
        host.on("on_in", HandHost.failed(Failure.TRAPPED));
        service.offer(host.event("in", "c"));
        service.offer(host.event("in", "d"));
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.FAILED);
        assertThat(service.view().depth()).as("what waits, waits").isEqualTo(1);
        host.handlers.clear();
        host.turn(SECOND);
        assertThat(host.called()).containsExactly("on_in a", "on_in b", "on_in c", "start", "on_in d");
        assertThat(plugin.renewals).isEqualTo(2);
    }

    @Test
    void anInstanceThatTheHostHadNoRoomForIsStartedAnewAndItsEventIsGivenToTheNext() {
        Service service = host.running(plugin);
        host.handlers.put("on_in", call -> {
            plugin.intact = false;
            host.handlers.clear();
            return HandHost.failed(Failure.BUSY);
        });
        Offer offer = service.offer(host.event("in", "a"));
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.FAILED);
        host.turn(SECOND);
        assertThat(host.called()).containsExactly("on_in a", "start", "on_in a");
        assertThat(end(offer)).isEqualTo(IngressResult.ACCEPTED);
        assertThat(service.view().counters().dispatched()).isEqualTo(1);
    }

    @Test
    void aPluginThatIsHeldBackIsUnavailableAndWhatWaitsWaits() {
        Service service = host.running(plugin);
        Offer offer = service.offer(host.event("in", "a"));
        plugin.waitsFor = List.of("kv");
        host.work();
        assertThat(status(service)).isEqualTo(IngressStatus.SERVICE_UNAVAILABLE);
        assertThat(service.view().depth()).isEqualTo(1);
        plugin.waitsFor = List.of();
        host.turn(SECOND);
        assertThat(end(offer)).isEqualTo(IngressResult.ACCEPTED);
    }

    @Test
    void aCallThatIsHeldBackIsNoAttempt() {
        Service service = host.running(plugin);
        host.on("on_in", new CallResult.HeldBack("degraded", Optional.of(Duration.ofSeconds(60))));
        Offer offer = service.offer(host.event("in", "a"));
        host.work();
        assertThat(service.view().counters().dispatched()).isZero();
        host.handlers.clear();
        host.turn(Duration.ofSeconds(59));
        assertThat(host.called()).containsExactly("on_in a");
        host.turn(SECOND);
        assertThat(end(offer)).isEqualTo(IngressResult.ACCEPTED);
        assertThat(host.calls.get(1).profile().context()).containsEntry("attempt", "1");
    }

    @Test
    void aStartThatIsHeldBackIsNoFailure() {
        host.on("start", new CallResult.HeldBack("degraded", Optional.of(SECOND)));
        Service service = host.service(plugin);
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.READY);
        assertThat(service.view().reason()).contains("degraded");
        host.handlers.clear();
        host.turn(SECOND);
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(service.view().restarts()).isZero();
    }

    @Test
    void theGuestIsAskedHowItIsBetweenTwoEventsAndOnlyWhileItRuns() {
        Service service = host.running(plugin);
        host.on("status", HandHost.completed("well"));
        service.offer(host.event("in", "a"));
        CompletableFuture<byte[]> ask = service.status();
        host.work();
        assertThat(ask.join()).asString(UTF_8).isEqualTo("well");
        service.stop(OnStop.DRAIN, "anna");
        assertThatThrownBy(service::status).hasMessageContaining("stopped by anna");
        host.work();
        assertThatThrownBy(service::status).isInstanceOf(PluginException.class);
        host.handlers.clear();
        service.start("anna");
        host.on("start", HandHost.failed(Failure.FAILED));
        host.work();
        assertThatThrownBy(service::status).hasMessageContaining("failed");
        assertThat(host.called()).containsExactly("status", "on_in a", "stop", "start");
    }

    @Test
    void aStatusThatTrapsCostsTheInstanceAndAnAskThatWaitsIsAnsweredAtAStop() {
        Service service = host.running(plugin);
        host.on("status", HandHost.failed(Failure.TRAPPED));
        CompletableFuture<byte[]> ask = service.status();
        host.work();
        assertThat(ask).isCompletedExceptionally();
        assertThat(service.view().state()).isEqualTo(ServiceState.FAILED);
        host.handlers.clear();
        host.turn(SECOND);
        CompletableFuture<byte[]> second = service.status();
        service.stop(OnStop.DISCARD, "anna");
        host.work();
        assertThat(second).isCompletedExceptionally();
        assertThatThrownBy(second::join).hasMessageContaining("being stopped");
    }

    @Test
    void aFailureOfTheHostItselfEndsOneEventAndTheServiceIsStartedAgain() {
        Service service = host.running(plugin);
        host.handlers.put("on_in", call -> {
            throw new IllegalStateException("broken");
        });
        Offer offer = service.offer(host.event("in", "a"));
        host.work();
        assertThat(end(offer).status()).isEqualTo(IngressStatus.DISPATCH_FAILED);
        assertThat(end(offer).detail()).doesNotContain("broken");
        host.handlers.clear();
        host.turn(SECOND);
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aFailureOfTheHostWhileItHandsOverStartsTheNextGenerationAfterAPause() {
        Service service = host.running(plugin);
        plugin.stuck = true;
        FakePlugin next = new FakePlugin("fake", "1.1.0", FakePlugin.SERVICE);
        service.follow(Optional.of(next));
        host.work();
        assertThat(service.view().state()).isEqualTo(ServiceState.FAILED);
        assertThat(plugin.closed).isTrue();
        host.turn(SECOND);
        assertThat(service.view().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(service.view().plugin()).isEqualTo(next.id());
    }

    private IngressStatus status(Service service) {
        return service.offer(host.event("in", "x")).result().status();
    }

    private static IngressResult end(Offer offer) {
        return offer.end().toCompletableFuture().join();
    }
}
