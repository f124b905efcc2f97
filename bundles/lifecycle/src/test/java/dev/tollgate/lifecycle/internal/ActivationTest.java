package dev.tollgate.lifecycle.internal;

import static dev.tollgate.lifecycle.internal.StatefulPlugin.activate;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.granted;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.serving;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.state;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.internal.gate.Kv;
import dev.tollgate.lifecycle.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationTest {
    private final Server server = new Server();

    @Test
    void theOldVersionServesWhileTheNewOneIsBeingToldThatItIsActivated() {
        granted(server, StatefulPlugin.first());
        activate(server, "1.0.0");
        granted(server, version("1.1.0", "up", "down", "gone"));
        List<String> serving = new ArrayList<>();
        server.queue.meanwhile = () -> serving.add(serving(server));

        assertThat(activate(server, "1.1.0").current().version()).isEqualTo("1.1.0");

        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.1.0 up");
        assertThat(serving).containsExactly("1.0.0");
        assertThat(serving(server)).isEqualTo("1.1.0");
    }

    @Test
    void aVersionThatRejectsItsActivationIsNotTriedAgainAndTheOldOneStays() {
        granted(server, StatefulPlugin.first());
        activate(server, "1.0.0");
        granted(server, version("1.1.0", "up_reject", "down", "gone"));

        assertThatThrownBy(() -> activate(server, "1.1.0")).isInstanceOf(PluginException.class).hasMessageContaining("up_reject");

        assertThat(serving(server)).isEqualTo("1.0.0");
        assertThat(server.store.find("probe").orElseThrow().current().version()).isEqualTo("1.0.0");
        assertThat(last()).satisfies(job -> {
            assertThat(job.state()).isEqualTo(JobState.DEAD);
            assertThat(job.attempts()).isEqualTo(1);
            assertThat(job.reason().orElseThrow()).contains("probe 1.1.0").contains("up_reject");
        });
        assertThat(server.hooks.filter("hook", new byte[0]).reports()).hasSize(1);
    }

    @Test
    void aVersionThatFailsOrTrapsIsTriedAgainAndThenTheOldOneStays() {
        for (String bad : List.of("up_fail", "up_trap")) {
            Server fresh = new Server();
            granted(fresh, StatefulPlugin.first());
            activate(fresh, "1.0.0");
            granted(fresh, version("1.1.0", bad, "down", "gone"));

            assertThatThrownBy(() -> activate(fresh, "1.1.0")).as(bad).isInstanceOf(PluginException.class).hasMessageContaining(bad);

            assertThat(fresh.queue.versions).as(bad).containsExactly("1.0.0 up", "1.1.0 up", "1.1.0 up", "1.1.0 up", "1.1.0 up");
            assertThat(serving(fresh)).as(bad).isEqualTo("1.0.0");
        }
    }

    @Test
    void aHandlerThatRunsAwayTripsUnderTheLimitsOfJobsAndTheOldVersionStays() {
        granted(server, StatefulPlugin.first());
        activate(server, "1.0.0");
        granted(server, version("1.1.0", "up_loop", "down", "gone").limit("job_fuel: 100000"));

        assertThatThrownBy(() -> activate(server, "1.1.0")).isInstanceOf(PluginException.class).hasMessageContaining("100000");

        assertThat(server.breakers.trips("probe")).hasSize(4);
        assertThat(serving(server)).isEqualTo("1.0.0");
    }

    @Test
    void whoAsksIsToldWhereToLookWhenItTakesLonger() {
        granted(server, StatefulPlugin.first());
        server.jobs.turning = false;

        assertThatThrownBy(() -> activate(server, "1.0.0")).isInstanceOf(PluginException.class)
                .hasMessageContaining("probe 1.0.0").hasMessageContaining("goes on").hasMessageContaining(last().id().value());
        assertThat(state(server)).isEqualTo(PluginState.INSTALLED);

        server.jobs.turn();
        assertThat(serving(server)).isEqualTo("1.0.0");
    }

    @Test
    void theSameRequestAgainJoinsTheOneThatIsUnderWay() {
        granted(server, StatefulPlugin.first());
        server.jobs.turning = false;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> activate(server, "1.0.0")).hasMessageContaining("goes on");
        }

        assertThat(server.jobs.all()).hasSize(1);
        server.jobs.turn();
        assertThat(server.queue.versions).containsExactly("1.0.0 up");
    }

    @Test
    void ofTwoVersionsThatWereToReplaceTheSameOneTheFirstDoes() {
        granted(server, StatefulPlugin.first());
        granted(server, version("1.1.0", "up", "down", "gone"));
        server.jobs.turning = false;
        assertThatThrownBy(() -> activate(server, "1.0.0")).hasMessageContaining("goes on");
        assertThatThrownBy(() -> activate(server, "1.1.0")).hasMessageContaining("goes on");

        server.jobs.finish();

        assertThat(serving(server)).isEqualTo("1.0.0");
        assertThat(server.queue.versions).containsExactly("1.0.0 up");
        assertThat(last().reason().orElseThrow()).contains("probe 1.1.0").contains("was changed by somebody else");
    }

    @Test
    void anActivationThatWaitsForACapabilityIsNoAttempt() {
        granted(server, StatefulPlugin.first());
        server.withdrawQueue();

        assertThatThrownBy(() -> activate(server, "1.0.0")).isInstanceOf(PluginException.class)
                .hasMessageContaining("waits for tollgate:queue@1").hasMessageContaining("goes on");
        assertThat(last().attempts()).isZero();

        server.provideQueue();
        server.jobs.turn();
        assertThat(serving(server)).isEqualTo("1.0.0");
    }

    @Test
    void theHandlersOfItsOwnStateAreWarmedUpLikeOthers() {
        granted(server, StatefulPlugin.first());
        activate(server, "1.0.0");

        LoadedPlugin plugin = (LoadedPlugin) server.plugins.active("probe").orElseThrow();

        assertThat(plugin.handlers()).containsOnlyKeys("hook", "up", "down", "gone");
        assertThat(plugin.handlers().get("up")).isEqualTo(plugin.jobLimits());
    }

    @Test
    void aStoreThatFailsAtTheSwitchLeavesTheOldVersionWithItsDataAndNothingOfTheNewOne() {
        CrashPoint crash = new CrashPoint();
        Server fresh = new Server(new MemoryStore(), new HandQueue(), new HandWork(), crash);
        Kv kv = new Kv();
        fresh.gates.add(kv);
        for (String version : List.of("1.0.0", "1.1.0")) {
            PluginId id = fresh.install(TestPackage.of("probe", version, "basic").asks("kv: { keys: [a], mostBytes: 100 }").build());
            fresh.plugins.grant(id, "kv", "test");
        }
        activate(fresh, "1.0.0");
        atEachSwitch(crash, () -> {
            throw new StoreException("the store is away", null);
        });

        assertThatThrownBy(() -> activate(fresh, "1.1.0")).isInstanceOf(PluginException.class).hasMessageContaining("the store is away");

        assertThat(serving(fresh)).isEqualTo("1.0.0");
        assertThat(kv.data).as("each attempt gives it back").endsWith("prepare 1.1.0 []", "prepare 1.0.0 []")
                .filteredOn(done -> done.contains("1.1.0")).hasSize(4);
    }

    private static void atEachSwitch(CrashPoint crash, Runnable what) {
        String where = "before CatalogueStore.compareAndSet";
        crash.meanwhile(where, () -> {
            atEachSwitch(crash, what);
            what.run();
        });
    }

    private JobView last() {
        List<JobView> all = server.jobs.all();
        return all.get(all.size() - 1);
    }
}
