package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.BreakerEvent.Kind;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.internal.hook.HookChain;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.limits.Breaker.State;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a plugin that keeps tripping comes to, with the real engine. */
class RunawayPluginTest {
    private static final Duration PAUSE = BreakerRule.DEFAULT.pause();

    private final Server server = new Server();
    private PluginId runaway;

    @BeforeEach
    void aPluginThatTripsWheneverItIsCalled() {
        runaway = server.install(TestPackage.of("runaway", "1.0.0", "runaway").filter("text", "loop").action("saved", "noop")
                .server("fuel_per_invocation: 50000").build());
        activate(server);
    }

    @Test
    void theSixthTripInAMinuteDegradesAndTheNextHookDoesNotEnterTheGuest() {
        trip(5);
        assertThat(view().state()).isEqualTo(PluginState.ACTIVE);
        trip(1);
        assertThat(view().state()).isEqualTo(PluginState.DEGRADED);
        assertThat(view().reason().orElseThrow()).contains("more than 5 trips within 60 s", "2026-03-01T12:01:00Z");
        assertThat(view().breaker()).satisfies(breaker -> {
            assertThat(breaker.state()).isEqualTo(State.DEGRADED);
            assertThat(breaker.until()).contains(server.time.instant().plus(PAUSE));
            assertThat(breaker.trips()).isEqualTo(6);
            assertThat(breaker.cycles()).isEqualTo(1);
        });
        AtomicInteger entered = new AtomicInteger();
        GuardedCalls calls = new GuardedCalls((plugin, handler, input, profile) -> {
            entered.incrementAndGet();
            return new PooledInvoker().invoke(plugin, handler, input, profile);
        }, server.breakers, server.plugins);
        HookChain hooks = HookChain.of(server.plugins, calls, server.points, Duration.ofMinutes(1), System::nanoTime);
        HookResult filtered = hooks.filter("text", "value".getBytes(UTF_8));
        assertThat(filtered.value()).as("neutral").asString().isEqualTo("value");
        assertThat(filtered.reports()).extracting(HandlerReport::ending).containsExactly(Ending.SKIPPED);
        assertThat(filtered.reports().get(0).detail()).contains("degraded");
        assertThat(hooks.action("saved", new byte[0]).reports()).extracting(HandlerReport::ending).containsExactly(Ending.SKIPPED);
        assertThat(entered).hasValue(0);
        assertThat(server.breakers.trips("runaway")).hasSize(6);
    }

    @Test
    void thatTheHostHadNoRoomIsNotCountedAgainstThePlugin() {
        GuardedCalls calls = new GuardedCalls((plugin, handler, input, profile) -> new Outcome.Failed(Outcome.Failure.BUSY, "no room",
                Usage.NONE), server.breakers, server.plugins);
        HookChain hooks = HookChain.of(server.plugins, calls, server.points, Duration.ofMinutes(1), System::nanoTime);
        for (int i = 0; i < 10; i++) {
            assertThat(hooks.filter("text", new byte[0]).reports()).extracting(HandlerReport::detail).containsExactly("no room");
        }
        assertThat(view().state()).isEqualTo(PluginState.ACTIVE);
        assertThat(view().breaker().trips()).isZero();
    }

    @Test
    void aDegradedPluginIsTriedAgainAfterItsPause() {
        trip(6);
        server.time.turn(PAUSE);
        assertThat(view().state()).isEqualTo(PluginState.ACTIVE);
        assertThat(server.hooks.action("saved", new byte[0]).reports()).extracting(HandlerReport::ending)
                .containsExactly(Ending.COMPLETED);
    }

    @Test
    void otherPluginsGoOn() {
        server.install(TestPackage.of("echo", "1.0.0", "basic").filter("text", "echo", 20).build());
        server.plugins.activate("echo", Optional.empty(), "test");
        trip(6);
        assertThat(server.hooks.filter("text", new byte[0]).reports()).extracting(HandlerReport::ending)
                .containsExactly(Ending.SKIPPED, Ending.COMPLETED);
    }

    @Test
    void eachTripIsOnRecordOnceWithEverythingThatIsKnownOfIt() {
        HookResult result = server.hooks.filter("text", new byte[0]);
        assertThat(server.breakers.trips("runaway")).singleElement().satisfies(trip -> {
            assertThat(trip.limit()).isEqualTo(Limit.FUEL);
            assertThat(trip.allowed()).isEqualTo(50_000);
            assertThat(trip.used()).isGreaterThan(50_000);
            assertThat(trip.plugin()).isEqualTo(runaway);
            assertThat(trip.handler()).isEqualTo("loop");
            assertThat(trip.requestId()).isNotBlank();
            assertThat(trip.stack()).singleElement().asString().startsWith("loop +0x");
            assertThat(trip.toString()).isEqualTo(result.reports().get(0).detail());
        });
    }

    @Test
    void tripsOfManyThreadsAtATimeAreOnRecordOnceEachAndAreOneCycle() {
        Trip trip = new Trip(Limit.FUEL, 1, 2, runaway, "loop", "r", List.of(), Instant.EPOCH);
        IntStream.range(0, 50).parallel().forEach(i -> server.breakers.tripped(trip));
        assertThat(server.breakers.trips("runaway")).hasSize(50);
        assertThat(view().breaker().trips()).isEqualTo(50);
        assertThat(view().breaker().cycles()).isEqualTo(1);
    }

    @Test
    void tripsOfJobsCountLikeThoseOfHooks() {
        trip(3);
        for (int i = 0; i < 3; i++) {
            assertThat(job()).isInstanceOf(CallResult.Ended.class);
        }
        assertThat(job()).isInstanceOfSatisfying(CallResult.HeldBack.class, held -> {
            assertThat(held.reason()).contains("degraded");
            assertThat(held.left()).contains(PAUSE);
        });
    }

    @Test
    void whatDoesNotTripIsNeitherCountedNorWritten() {
        for (int i = 0; i < 20; i++) {
            server.hooks.action("saved", new byte[0]);
        }
        assertThat(server.store.breakers.writes).isZero();
        assertThat(view().breaker().trips()).isZero();
    }

    @Test
    void theThirdCycleWithinAnHourDeactivatesAsAnAdministratorWouldAndSaysWhy() {
        threeCycles();
        assertThat(view().state()).isEqualTo(PluginState.INACTIVE);
        assertThat(view().reason().orElseThrow()).contains("the host deactivated it: degraded 3 times within 3600 s", "fuel limit: ");
        assertThat(view().breaker().state()).isEqualTo(State.OUT);
        assertThat(server.plugins.active()).isEmpty();
        assertThat(server.hooks.filter("text", new byte[0]).reports()).isEmpty();
        assertThat(server.breakers.events("runaway")).extracting(event -> event.kind() + " by " + event.by())
                .containsExactly("DEACTIVATED by host");
        server.time.turn(Duration.ofDays(30));
        assertThatThrownBy(() -> activate(server)).isInstanceOf(PluginException.class)
                .hasMessageContaining("runaway cannot be activated, the host deactivated it").hasMessageContaining("reset it first");
    }

    @Test
    void aResetIsRecordedAndLetsThePluginStartAnew() {
        threeCycles();
        server.time.turn(Duration.ofMinutes(1));
        server.breakers.reset("runaway", "anna");
        assertThat(server.breakers.events("runaway")).first().isEqualTo(new BreakerEvent("runaway", Kind.RESET, "anna", "it was OUT",
                server.time.instant()));
        assertThat(view().state()).as("which version runs is a decision of its own").isEqualTo(PluginState.INACTIVE);
        activate(server);
        assertThat(view().state()).isEqualTo(PluginState.ACTIVE);
        assertThat(view().breaker().trips()).isEqualTo(18);
        trip(5);
        assertThat(view().state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void aResetEndsAPauseAtOnceAndWhoNeverTrippedHasNothingToReset() {
        assertThatThrownBy(() -> server.breakers.reset("runaway", "anna")).isInstanceOf(PluginException.class)
                .hasMessage("runaway never tripped, so there is nothing to reset");
        trip(6);
        server.breakers.reset("runaway", "anna");
        assertThat(view().state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void aDegradedPluginIsStillSoAfterARestartAndSoIsItsCount() {
        trip(4);
        Server second = new Server(server.store);
        second.hooks.filter("text", new byte[0]);
        second.hooks.filter("text", new byte[0]);
        Server third = new Server(server.store);
        assertThat(third.plugins.get("runaway").orElseThrow().state()).isEqualTo(PluginState.DEGRADED);
        assertThat(third.hooks.filter("text", new byte[0]).reports()).extracting(HandlerReport::ending).containsExactly(Ending.SKIPPED);
        third.time.turn(PAUSE);
        assertThat(third.hooks.filter("text", new byte[0]).reports()).extracting(HandlerReport::ending).containsExactly(Ending.TRIPPED);
    }

    @Test
    void aServerThatEndedBeforeTheDeactivationDeactivatesAtItsNextStart() {
        threeCycles();
        server.store.compareAndSet(server.store.find("runaway").orElseThrow(), new StoredPlugin(runaway,
                PluginState.ACTIVE, Optional.empty(), Instant.EPOCH), Optional.empty());
        Server restarted = new Server(server.store);
        assertThat(restarted.plugins.active()).isEmpty();
        assertThat(restarted.plugins.get("runaway").orElseThrow()).satisfies(plugin -> {
            assertThat(plugin.state()).isEqualTo(PluginState.INACTIVE);
            assertThat(plugin.reason().orElseThrow()).contains("the host deactivated it");
        });
        restarted.breakers.reset("runaway", "anna");
        activate(restarted);
    }

    @Test
    void aStoreThatFailsKeepsNoRunawayGoing() {
        server.store.breakers.full = true;
        trip(6);
        assertThat(view().state()).isEqualTo(PluginState.DEGRADED);
    }

    @Test
    void aPluginThatIsRemovedLeavesOnlyTheRecord() {
        threeCycles();
        server.plugins.remove("runaway", "test");
        assertThat(server.store.breakers.breakers()).isEmpty();
        assertThat(server.breakers.trips("runaway")).isEmpty();
        assertThat(server.breakers.status("runaway").state()).isEqualTo(State.CLOSED);
        assertThat(server.breakers.events("runaway")).hasSize(1);
    }

    @Test
    void namesThatAGuestChoseAreSafeToShowAndBounded() {
        server.breakers.tripped(new Trip(Limit.FUEL, 1, 2, runaway, "loop", "r", List.of("a\nb\u001b[31m", "x".repeat(100_000)), Instant.EPOCH));
        assertThat(server.breakers.trips("runaway").get(0).stack()).first().isEqualTo("a\\u000ab\\u001b[31m");
        assertThat(server.breakers.trips("runaway").get(0).stack().get(1)).hasSizeLessThan(300);
    }

    @Test
    void whatWasUnderWayWhenThePluginWasPutOutChangesNothingMore() {
        threeCycles();
        assertThat(server.breakers.tripped(new Trip(Limit.FUEL, 1, 2, runaway, "loop", "r", List.of(), Instant.EPOCH))).isEmpty();
        assertThat(server.breakers.events("runaway")).hasSize(1);
        assertThat(server.breakers.trips("runaway")).hasSize(19);
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongThePause() {
        trip(6);
        server.time.turn(Duration.ofDays(-2));
        assertThat(view().breaker().until()).contains(server.time.instant().plus(PAUSE));
        server.time.turn(PAUSE);
        assertThat(view().state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void statusShowsWhatWasAskedTheCeilingAndWhatIsInForce() {
        server.install(TestPackage.of("greedy", "1.0.0", "basic").server("memory_limit_mb: 2000").limit("job_fuel: 7000").build());
        PluginView greedy = server.plugins.get("greedy").orElseThrow();
        assertThat(greedy.limits()).extracting(limits -> limits.use() + " " + limits.asked().memory() + " " + limits.ceiling().memory()
                + " " + limits.effective().memory()).containsExactly("HOOKS 2000 MiB 128 MiB 128 MiB", "JOBS 64 MiB 128 MiB 64 MiB");
        assertThat(greedy.limits().get(1).effective().fuel()).isEqualTo(new Fuel(7_000));
    }

    private CallResult job() {
        return server.calls.call(server.plugins.active("runaway").orElseThrow(), "loop", new byte[0], Profile.of(Profile.Kind.JOB,
                server.plugins.active("runaway").orElseThrow().hookLimits()));
    }

    private void threeCycles() {
        trip(6);
        server.time.turn(PAUSE);
        trip(6);
        server.time.turn(PAUSE);
        trip(6);
    }

    private void trip(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(server.hooks.filter("text", new byte[0]).reports()).first()
                    .extracting(HandlerReport::ending).isEqualTo(Ending.TRIPPED);
        }
    }

    private PluginView view() {
        return server.plugins.get("runaway").orElseThrow();
    }

    private static void activate(Server server) {
        server.plugins.activate("runaway", Optional.empty(), "test");
    }
}
