package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.bridge.ScheduleReport.Discovery;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.engine.Profile;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is declared for plugins that come, change and go, and what discovery calls add to it. */
class ScheduleFollowerTest {
    private static final String NIGHTLY = "schedules: [ { name: nightly, pattern: '0 2 * * *', timezone: Europe/Paris, timeout: 5m, handler: tick } ]";
    private static final String DISCOVERS = "lifecycle: { on_discover: discover }";
    private static final String ASKS = "capabilities: { jobs: { optional: true } }";

    private final LoadedOnes plugins = new LoadedOnes();
    private final MemorySchedules store = new MemorySchedules();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final ScheduleFollower follower = new ScheduleFollower(plugins, this::call, store, store, (delay, task) -> {
        delays.add(delay);
        later.add(task);
    }, () -> { });
    private final DeclaredSchedules schedules = new DeclaredSchedules(follower, store, store);
    private Guest guest = plugin -> { };
    private CallResult result = new CallResult.Ended(new Outcome.Completed(new byte[0], Usage.NONE));

    /** What a plugin does in its discovery call. */
    private interface Guest {
        void run(ActivePlugin plugin) throws GateException;
    }

    @Test
    void aScheduleOfTheManifestIsDeclaredForTheVersionThatIsActive() {
        ActivePlugin plugin = plugins.activate("probe", "1.0.0", NIGHTLY);
        follower.changed("probe");
        assertThat(store.of("probe", "nightly").contract()).isEqualTo(new JobContract("nightly", "", "", "0 2 * * *",
                ZoneId.of("Europe/Paris"), JobContract.Scope.LEADER, 1, Duration.ofMinutes(5), "tick"));
        assertThat(store.of("probe", "nightly")).satisfies(declared -> {
            assertThat(declared.queue()).isEqualTo("plugins");
            assertThat(declared.type()).isEqualTo("plugin:probe:schedule/nightly");
        });
        assertThat(store.payload("probe", "nightly")).satisfies(payload -> {
            assertThat(payload.plugin()).isEqualTo(plugin.id());
            assertThat(payload.handler()).isEqualTo("tick");
            assertThat(payload.jobType()).isEqualTo("plugin:probe:schedule/nightly");
        });
        assertThat(later).as("no discovery call").isEmpty();
    }

    @Test
    void whatIsFollowedAlreadyIsDeclaredOnce() {
        plugins.activate("probe", "1.0.0", NIGHTLY);
        follower.changed("probe");
        follower.changed("probe");
        assertThat(store.calls).containsExactly("declare probe [nightly]");
    }

    @Test
    void anotherVersionPinsItsSchedulesAnewAndEndsThoseThatItHasNot() {
        plugins.activate("probe", "1.0.0", "schedules: [ { name: nightly, pattern: '0 2 * * *', handler: tick }, { name: hourly, pattern: '@hourly', handler: tick } ]");
        follower.changed("probe");
        ActivePlugin second = plugins.activate("probe", "1.1.0", NIGHTLY);
        follower.changed("probe");
        assertThat(store.names("probe")).containsExactly("nightly");
        assertThat(store.payload("probe", "nightly").plugin()).isEqualTo(second.id());
    }

    @ParameterizedTest
    @EnumSource(value = PluginState.class, names = {"INACTIVE", "FAILED", "INSTALLED"})
    void aPluginThatIsNotActiveIsPausedAndFiresAgainWhenItIs(PluginState state) {
        plugins.activate("probe", "1.0.0", NIGHTLY);
        follower.changed("probe");
        plugins.deactivate("probe", state);
        follower.changed("probe");
        assertThat(store.paused).containsExactly("probe");
        assertThat(store.names("probe")).as("they are kept").containsExactly("nightly");
        plugins.activate("probe", "1.0.0", NIGHTLY);
        follower.changed("probe");
        assertThat(store.paused).isEmpty();
    }

    @Test
    void aRemovedPluginHasNoSchedules() {
        plugins.activate("probe", "1.0.0", NIGHTLY);
        follower.changed("probe");
        plugins.remove("probe");
        follower.changed("probe");
        assertThat(store.declared).isEmpty();
    }

    @Test
    void aHostThatStopsPausesNothing() {
        plugins.activate("probe", "1.0.0", NIGHTLY);
        follower.changed("probe");
        plugins.unload("probe");
        follower.changed("probe");
        follower.close();
        plugins.deactivate("probe", PluginState.INACTIVE);
        follower.changed("probe");
        assertThat(store.calls).containsExactly("declare probe [nightly]");
    }

    @Test
    void oneBadScheduleHurtsOnlyItself() {
        plugins.activate("probe", "1.0.0", "schedules: [ { name: wrong, pattern: 'bad', handler: tick }, { name: nightly, pattern: '0 2 * * *', handler: tick } ]");
        plugins.activate("other", "1.0.0", NIGHTLY);
        follower.changed("probe");
        follower.changed("other");
        assertThat(store.names("probe")).containsExactly("nightly");
        assertThat(store.names("other")).containsExactly("nightly");
        assertThat(schedules.report("probe").refused()).containsExactly(Map.entry("wrong", "no pattern"));
    }

    @Test
    void aStoreThatIsAwayIsAskedAgain() {
        plugins.activate("probe", "1.0.0", NIGHTLY);
        store.broken = true;
        follower.changed("probe");
        assertThat(store.calls).isEmpty();
        store.broken = false;
        runLater();
        assertThat(store.calls).containsExactly("declare probe [nightly]");
    }

    @Test
    void whatTheDiscoveryCallRegistersIsDeclaredBesideTheManifests() {
        guest = plugin -> assertThat(schedules.register(plugin.id(), contract("extra"))).isEqualTo("probe/extra");
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        assertThat(store.names("probe")).as("the manifest's do not wait for the call").containsExactly("nightly");
        assertThat(schedules.report("probe").discovery()).isEqualTo(Discovery.PENDING);
        runLater();
        assertThat(store.names("probe")).containsExactly("nightly", "extra");
        assertThat(store.payload("probe", "extra").handler()).isEqualTo("tick");
        assertThat(schedules.report("probe")).isEqualTo(new ScheduleReport(Discovery.DONE, "", Map.of()));
        assertThat(profiles).extracting(Profile::kind).containsExactly(Profile.Kind.DISCOVERY);
        assertThat(profiles).extracting(Profile::limits).containsExactly(Limits.JOB);
        follower.changed("probe");
        assertThat(later).as("one call per activation").isEmpty();
    }

    @Test
    void aDiscoveryCallThatFailsTakesNothingAndLeavesTheManifests() {
        guest = plugin -> schedules.register(plugin.id(), contract("extra"));
        result = new CallResult.Ended(new Outcome.Failed(Failure.FAILED, "it says no", Usage.NONE));
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        assertThat(store.names("probe")).containsExactly("nightly");
        assertThat(schedules.report("probe")).isEqualTo(new ScheduleReport(Discovery.FAILED, "it says no", Map.of()));
        assertThat(later).as("it is not repeated").isEmpty();
    }

    @Test
    void aDiscoveryCallThatTripsIsReportedWithItsLimit() {
        ActivePlugin plugin = plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        result = new CallResult.Ended(new Outcome.Tripped(new Trip(Limit.FUEL, 10, 11, plugin.id(), "discover", "r", List.of(), Instant.EPOCH), Usage.NONE));
        follower.changed("probe");
        runLater();
        assertThat(store.names("probe")).containsExactly("nightly");
        assertThat(schedules.report("probe").detail()).contains("fuel limit: 11 of 10 units");
    }

    @Test
    void aDiscoveryCallThatIsHeldBackIsMadeLater() {
        guest = plugin -> schedules.register(plugin.id(), contract("extra"));
        CallResult completed = result;
        result = new CallResult.HeldBack("probe is degraded", Optional.of(Duration.ofSeconds(42)));
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        assertThat(schedules.report("probe")).isEqualTo(new ScheduleReport(Discovery.PENDING, "probe is degraded", Map.of()));
        assertThat(delays).last().isEqualTo(Duration.ofSeconds(42));
        result = completed;
        runLater();
        assertThat(store.names("probe")).containsExactly("nightly", "extra");
    }

    @Test
    void aDiscoveryCallOfAGenerationThatWasReplacedIsThatOfTheNext() {
        guest = plugin -> schedules.register(plugin.id(), contract("extra"));
        CallResult completed = result;
        result = new CallResult.Superseded(Optional.empty());
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        assertThat(schedules.report("probe").discovery()).isEqualTo(Discovery.PENDING);
        result = completed;
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        assertThat(store.names("probe")).containsExactly("nightly", "extra");
        assertThat(profiles).hasSize(1);
    }

    @Test
    void aPluginIsNotDiscoveredBeforeTheGateIsThere() {
        guest = plugin -> schedules.register(plugin.id(), contract("extra"));
        plugins.provided = false;
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        assertThat(profiles).isEmpty();
        plugins.provided = true;
        runLater();
        assertThat(store.names("probe")).containsExactly("nightly", "extra");
    }

    @Test
    void whatWasRegisteredGoesOnOverARestartUntilTheNextCallHasCompleted() {
        guest = plugin -> schedules.register(plugin.id(), contract("extra"));
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        ActivePlugin second = plugins.activate("probe", "1.1.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        assertThat(store.names("probe")).containsExactly("nightly", "extra");
        assertThat(store.payload("probe", "extra").plugin()).isEqualTo(second.id());
        guest = plugin -> schedules.register(plugin.id(), contract("other"));
        runLater();
        assertThat(store.names("probe")).containsExactly("nightly", "other");
    }

    @Test
    void whatWasRegisteredEndsWhereTheGateIsNoLongerHeldOrTheVersionDiscoversNothing() {
        guest = plugin -> schedules.register(plugin.id(), contract("extra"));
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        plugins.activate("probe", "1.1.0", NIGHTLY, ASKS);
        follower.changed("probe");
        assertThat(store.names("probe")).containsExactly("nightly");
        plugins.activate("probe", "1.2.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        plugins.granted = false;
        plugins.activate("probe", "1.3.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        assertThat(store.names("probe")).containsExactly("nightly");
    }

    @Test
    void aCallThatEndsAfterItsPluginIsAnotherOneOrGoneChangesNothing() {
        guest = plugin -> {
            schedules.register(plugin.id(), contract("extra"));
            plugins.deactivate("probe", PluginState.INACTIVE);
            follower.changed("probe");
        };
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        assertThat(store.calls).containsExactly("declare probe [nightly]", "pause probe");
        assertThat(schedules.report("probe")).isEqualTo(ScheduleReport.NONE);
    }

    @Test
    void whatWasRegisteredIsDeclaredWhenTheStoreIsBackWithoutAnotherCall() {
        guest = plugin -> {
            schedules.register(plugin.id(), contract("extra"));
            store.broken = true;
        };
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        store.broken = false;
        runLater();
        assertThat(store.names("probe")).containsExactly("nightly", "extra");
        assertThat(profiles).hasSize(1);
    }

    @Test
    void aCatalogueThatIsAwayPutsTheDiscoveryCallOff() {
        guest = plugin -> schedules.register(plugin.id(), contract("extra"));
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        plugins.broken = true;
        runLater();
        follower.changed("probe");
        plugins.broken = false;
        runLater();
        assertThat(store.names("probe")).containsExactly("nightly", "extra");
    }

    @Test
    void aNodeThatHasNotGotToTheNewVersionYetDeclaresNothing() {
        plugins.activate("probe", "1.0.0", NIGHTLY);
        plugins.currentElsewhere("probe", "1.1.0");
        follower.changed("probe");
        assertThat(store.calls).isEmpty();
    }

    @Test
    void aWithdrawnGroupIsNotDeclaredByACallThatWasUnderWay() {
        guest = plugin -> {
            schedules.register(plugin.id(), contract("extra"));
            schedules.withdraw("probe");
        };
        plugins.activate("probe", "1.0.0", NIGHTLY, ASKS, DISCOVERS);
        follower.changed("probe");
        runLater();
        assertThat(store.declared).isEmpty();
    }

    private CallResult call(ActivePlugin plugin, String handler, byte[] input, Profile profile) {
        if (!(result instanceof CallResult.Ended)) {
            return result;
        }
        assertThat(handler).isEqualTo("discover");
        profiles.add(profile);
        try {
            guest.run(plugin);
        } catch (GateException refused) {
            throw new AssertionError(Errno.valueOf(refused.errno().name()) + " " + refused.getMessage(), refused);
        }
        return result;
    }

    private void runLater() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    private static JobContract contract(String name) {
        return new JobContract(name, "", "", "@daily", ZoneId.of("UTC"), JobContract.Scope.LEADER, 1, Duration.ofSeconds(30), "tick");
    }
}
