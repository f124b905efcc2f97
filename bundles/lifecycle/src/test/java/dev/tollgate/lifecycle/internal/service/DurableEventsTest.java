package dev.tollgate.lifecycle.internal.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.limits.Limit;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurableEventsTest {
    private static final String DURABLE = FakePlugin.SERVICE + ", durable: true";

    private final HandHost host = new HandHost();
    private final HandJobs jobs = new HandJobs();
    private final FakePlugin plugin = new FakePlugin("fake", "1.0.0", DURABLE);
    private Optional<ActivePlugin> active = Optional.of(plugin);
    private final ServiceHost services = ServiceHost.of((Plugins) Proxy.newProxyInstance(Plugins.class.getClassLoader(), new Class<?>[] {Plugins.class},
            (proxy, method, arguments) -> method.getName().equals("active") ? active : Optional.empty()), host.tools);
    private final StoredEvents events = jobs.events(new Random(1));
    private final EventIntake ingress = new EventIntake(services);
    private final ServiceControl control = ServiceControl.of(services);
    private final StoredEventHandler handler = StoredEventHandler.of(services, events, 2);

    DurableEventsTest() {
        ingress.add(events);
        control.add(events);
        follow();
        host.calls.clear();
    }

    @Test
    void anEventIsInTheStoreWhenItIsTakenInAndIsDispatchedFromThere() {
        Offer offer = ingress.offer(host.event("in", "a"));
        assertThat(offer.accepted()).isTrue();
        assertThat(control.get("fake").orElseThrow().depth()).isEqualTo(1);
        assertThat(control.totals().depth()).isEqualTo(1);
        assertThat(host.threads).isEmpty();
        jobs.turn(handler);
        assertThat(host.called()).containsExactly("on_in a");
        assertThat(end(offer)).isEqualTo(IngressStatus.ACCEPTED);
        assertThat(counters()).isEqualTo(new ServiceCounters(1, 1, 1, 0, 0, 0, 0, 0, 0));
        assertThat(jobs.entries.get(0).request.queue()).isEqualTo("ingress");
    }

    @Test
    void withoutAJobEngineADurableServiceIsUnavailable() {
        ingress.remove(events);
        assertThat(ingress.offer(host.event("in", "a")).result().status()).isEqualTo(IngressStatus.SERVICE_UNAVAILABLE);
        ingress.add(events);
        jobs.away = true;
        Offer offer = ingress.offer(host.event("in", "a"));
        assertThat(offer.result().status()).isEqualTo(IngressStatus.SERVICE_UNAVAILABLE);
        assertThat(offer.result().detail()).doesNotContain("SQL");
        assertThat(counters()).isEqualTo(new ServiceCounters(0, 0, 0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void noMoreWaitThanMay() {
        for (int i = 0; i < 4; i++) {
            assertThat(ingress.offer(host.event("in", "a")).accepted()).isTrue();
        }
        assertThat(ingress.offer(host.event("in", "a")).result().status()).isEqualTo(IngressStatus.QUEUE_FULL);
        assertThat(counters()).isEqualTo(new ServiceCounters(4, 0, 0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void aRepeatedEventIsDispatchedOnceAndItsIdIsFreeWhenItEndedBadly() {
        host.on("on_in", HandHost.failed(Failure.REJECTED));
        Offer first = ingress.offer(host.event("in", "a").correlated("c"));
        Offer same = ingress.offer(host.event("in", "a").correlated("c"));
        jobs.turn(handler);
        assertThat(end(first)).isEqualTo(IngressStatus.DISPATCH_FAILED);
        assertThat(end(same)).isEqualTo(IngressStatus.DISPATCH_FAILED);
        host.handlers.clear();
        Offer second = ingress.offer(host.event("in", "a").correlated("c"));
        jobs.turn(handler);
        assertThat(end(second)).isEqualTo(IngressStatus.ACCEPTED);
        Offer late = ingress.offer(host.event("in", "a").correlated("c"));
        assertThat(end(late)).isEqualTo(IngressStatus.ACCEPTED);
        assertThat(host.calls).hasSize(2);
        assertThat(counters()).isEqualTo(new ServiceCounters(2, 2, 1, 0, 2, 0, 1, 0, 0));
    }

    /** An application may offer one event to several plugins. */
    @Test
    void whatBecomesOfAnEventIsNotToldToWhoOfferedItToAnotherPlugin() {
        IngressEvent own = host.event("in", "a").correlated("c");
        IngressEvent others = IngressEvent.of("other", own.source(), own.ingress(), own.kind(), own.payload(), own.createdAt()).correlated("c");
        Offer waits = events.offer(others, 4, 0).offer();
        Offer offer = ingress.offer(own);
        jobs.turn(StoredEventHandler.of(services, events, 1));
        assertThat(jobs.entries).hasSize(2);
        assertThat(end(offer)).isEqualTo(IngressStatus.ACCEPTED);
        assertThat(waits.end().toCompletableFuture()).isNotDone();
    }

    @Test
    void anAttemptThatFailedIsTriedAgainAndTheLastOneIsADeadLetter() {
        host.on("on_again", HandHost.tripped(plugin, Limit.DEADLINE));
        Offer offer = ingress.offer(host.event("again", "a"));
        for (int i = 0; i < 3; i++) {
            jobs.turn(handler);
            host.turn(Duration.ofMinutes(5));
        }
        assertThat(end(offer)).isEqualTo(IngressStatus.DISPATCH_TIMEOUT);
        assertThat(host.calls.stream().filter(call -> call.handler().equals("on_again")).map(call -> call.profile().context().get("attempt")))
                .containsExactly("1", "2", "3");
        assertThat(counters()).isEqualTo(new ServiceCounters(1, 3, 0, 0, 0, 2, 0, 1, 0));
        DeadEvent dead = control.dead("fake").get(0);
        assertThat(dead.event().attempt()).isEqualTo(3);
        assertThat(dead.result().status()).isEqualTo(IngressStatus.DISPATCH_TIMEOUT);
        host.handlers.clear();
        Offer again = control.replay("fake", dead.id(), "anna").orElseThrow();
        jobs.turn(handler);
        assertThat(end(again)).isEqualTo(IngressStatus.ACCEPTED);
        assertThat(host.calls.get(host.calls.size() - 1).profile().context()).containsEntry("attempt", "1");
        assertThat(control.dead("fake")).isEmpty();
        assertThat(control.replay("fake", dead.id(), "anna")).isEmpty();
        assertThat(jobs.audit).extracting(decision -> decision.verb() + " " + decision.by() + " " + decision.slug().orElseThrow() + " " + decision.object())
                .containsExactly("event.replay anna fake " + dead.id());
    }

    @Test
    void aDeadEventIsDiscardedOnceAndOnlyByItsOwnPlugin() {
        host.on("on_in", HandHost.failed(Failure.REJECTED));
        ingress.offer(host.event("in", "a"));
        jobs.turn(handler);
        String id = control.dead("fake").get(0).id();
        assertThat(control.discard("other", id, "anna")).isFalse();
        assertThat(control.discard("fake", id, "anna")).isTrue();
        assertThat(control.discard("fake", id, "anna")).isFalse();
        assertThat(control.discard("fake", "no id", "anna")).isFalse();
        assertThat(jobs.audit).extracting(decision -> decision.verb() + " " + decision.by() + " " + decision.slug().orElseThrow() + " " + decision.object())
                .containsExactly("event.discard anna fake " + id);
    }

    @Test
    void whatWaitsStaysInTheStoreOverAStopAndADeactivation() {
        Offer offer = ingress.offer(host.event("in", "a"));
        services.service("fake").orElseThrow().stop(OnStop.DISCARD, "anna");
        host.work();
        jobs.turn(handler);
        assertThat(jobs.entries.get(0).last).isInstanceOf(JobResult.HeldBack.class);
        assertThat(counters().discarded()).isZero();
        assertThat(ingress.offer(host.event("in", "b")).result().status()).isEqualTo(IngressStatus.SERVICE_STOPPED);
        active = Optional.empty();
        follow();
        jobs.turn(handler);
        assertThat(jobs.entries.get(0).last).isInstanceOf(JobResult.HeldBack.class);
        active = Optional.of(new FakePlugin("fake", "2.0.0", DURABLE));
        follow();
        jobs.turn(handler);
        assertThat(end(offer)).isEqualTo(IngressStatus.ACCEPTED);
        assertThat(jobs.entries.get(0).attempts).as("being held back is no attempt").isEqualTo(1);
    }

    @Test
    void anEventThatAStopEndsIsHeldBackAndTriedAgain() {
        Offer offer = ingress.offer(host.event("in", "a"));
        host.handlers.put("on_in", call -> {
            services.service("fake").orElseThrow().stop(OnStop.DRAIN, "anna");
            host.time.turn(Duration.ofSeconds(10));
            assertThat(call.profile().wanted().getAsBoolean()).isFalse();
            return HandHost.failed(Failure.CANCELLED);
        });
        jobs.turn(handler);
        host.work();
        assertThat(jobs.entries.get(0).last).isInstanceOf(JobResult.HeldBack.class);
        assertThat(control.get("fake").orElseThrow().state()).isEqualTo(ServiceState.STOPPED);
        host.handlers.clear();
        services.service("fake").orElseThrow().start("anna");
        host.work();
        jobs.turn(handler);
        assertThat(end(offer)).isEqualTo(IngressStatus.ACCEPTED);
    }

    @Test
    void aWorkerThatLostItsLeaseSaysNothingOfTheEnd() {
        Offer offer = ingress.offer(host.event("in", "a"));
        host.handlers.put("on_in", call -> {
            jobs.leaseHeld = false;
            assertThat(call.profile().wanted().getAsBoolean()).isFalse();
            return HandHost.failed(Failure.CANCELLED);
        });
        jobs.turn(handler);
        assertThat(offer.end().toCompletableFuture()).isNotDone();
        assertThat(counters().failed()).isZero();
    }

    @Test
    void whatTheActiveVersionDoesNotTakeIsADeadLetter() {
        Offer offer = ingress.offer(host.event("again", "a"));
        active = Optional.of(new FakePlugin("fake", "2.0.0", "durable: true, ingress: [ { name: in, handler: on_in } ]"));
        follow();
        jobs.turn(handler);
        assertThat(end(offer)).isEqualTo(IngressStatus.DISPATCH_FAILED);
        assertThat(control.dead("fake")).extracting(dead -> dead.result().detail()).containsExactly("the active version does not take such events");
    }

    @Test
    void theEventsOfAPluginThatIsRemovedGoWithIt() {
        StoredEventWork work = new StoredEventWork(jobs.as(Jobs.class), jobs.as(JobsAdmin.class), events);
        ingress.offer(host.event("in", "a"));
        work.close("fake", "anna");
        assertThat(jobs.entries).isEmpty();
        assertThat(work.running("fake")).isFalse();
        assertThat(ingress.offer(host.event("in", "a")).result().status()).isEqualTo(IngressStatus.SERVICE_UNAVAILABLE);
        work.open("fake");
        assertThat(ingress.offer(host.event("in", "a")).accepted()).isTrue();
    }

    @Test
    void whatIsStoredComesBackAsItWas() {
        IngressEvent event = host.event("in", "a\u0000\u00ff").correlated("c\u00e9").again();
        StoredEvent back = StoredEvent.decode(new StoredEvent("k", event).encode());
        assertThat(back.key()).isEqualTo("k");
        assertThat(back.event()).usingRecursiveComparison().isEqualTo(event);
        for (String bad : List.of("", "[]", "{\"slug\":1}", "{\"key\":\"k\",\"slug\":\"s\"}")) {
            assertThatThrownBy(() -> StoredEvent.decode(bad.getBytes(UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void follow() {
        services.changed("fake");
        host.work();
    }

    private ServiceCounters counters() {
        return control.get("fake").orElseThrow().counters();
    }

    private static IngressStatus end(Offer offer) {
        assertThat(offer.end().toCompletableFuture()).isDone();
        return offer.end().toCompletableFuture().join().status();
    }
}
