package dev.tollgate.lifecycle.internal;

import static dev.tollgate.lifecycle.internal.StatefulPlugin.activate;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.granted;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.serving;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.state;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.PluginState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeactivationTest {
    private final Server server = new Server();

    @Test
    void aPluginIsNotCalledAnyMoreWhenItIsToldThatItIsDeactivated() {
        active(StatefulPlugin.first());
        List<String> serving = new ArrayList<>();
        server.queue.meanwhile = () -> serving.add(serving(server) + " " + state(server));

        assertThat(server.plugins.deactivate("probe", "test").state()).isEqualTo(PluginState.INACTIVE);

        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.0.0 down");
        assertThat(serving).containsExactly("none INACTIVE");
    }

    @Test
    void itIsOffAtOnceAndToldWhenItsJobsAreAtTheirEnd() {
        active(StatefulPlugin.first());
        server.work.running.add("probe");

        assertThat(server.plugins.deactivate("probe", "test").state()).isEqualTo(PluginState.INACTIVE);
        assertThat(serving(server)).isEqualTo("none");
        assertThat(server.hooks.filter("hook", new byte[0]).reports()).isEmpty();
        assertThat(server.queue.versions).containsExactly("1.0.0 up");
        assertThat(last().attempts()).as("to wait is no attempt").isZero();

        server.work.running.clear();
        server.jobs.turn();
        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.0.0 down");
        assertThat(last().state()).isEqualTo(JobState.DONE);
    }

    @Test
    void itIsOffAtOnceAlsoWhileNobodyDoesTasks() {
        active(StatefulPlugin.first());
        server.jobs.turning = false;

        assertThat(server.plugins.deactivate("probe", "test").state()).isEqualTo(PluginState.INACTIVE);

        assertThat(serving(server)).isEqualTo("none");
    }

    @Test
    void aHandlerThatFailsIsTriedAgainAndDoesNotMakeItActive() {
        active(version("1.0.0", "up", "down_fail", "gone"));

        assertThat(server.plugins.deactivate("probe", "test").state()).isEqualTo(PluginState.INACTIVE);
        assertThat(server.queue.versions).as("who asks does not wait for the next attempt").containsExactly("1.0.0 up", "1.0.0 down");

        server.jobs.finish();
        assertThat(server.queue.versions).hasSize(5);
        assertThat(state(server)).isEqualTo(PluginState.INACTIVE);
        assertThat(last().state()).isEqualTo(JobState.DEAD);
        assertThat(last().reason().orElseThrow()).contains("down_fail");
    }

    @Test
    void anAttemptThatComesAfterTheNextActivationLeavesItAlone() {
        active(version("1.0.0", "up", "down_fail", "gone"));
        server.plugins.deactivate("probe", "test");
        server.jobs.turning = false;
        assertThatThrownBy(() -> activate(server, "1.0.0")).hasMessageContaining("goes on");

        server.jobs.finish();

        assertThat(server.jobs.all()).extracting(JobView::state).containsOnly(JobState.DONE);
        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.0.0 down", "1.0.0 down", "1.0.0 up");
        assertThat(serving(server)).isEqualTo("1.0.0");
    }

    @Test
    void aPluginThatIsActivatedBeforeItWasToldIsNotTold() {
        active(StatefulPlugin.first());
        server.work.running.add("probe");
        server.plugins.deactivate("probe", "test");
        activate(server, "1.0.0");
        server.work.running.clear();

        server.jobs.finish();

        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.0.0 up");
        assertThat(serving(server)).isEqualTo("1.0.0");
        assertThat(server.jobs.all()).extracting(JobView::state).containsOnly(JobState.DONE);
    }

    @Test
    void whatTheBreakerSwitchesOffIsOffAtOnceWithItsReason() {
        active(StatefulPlugin.first());
        server.jobs.turning = false;

        server.plugins.deactivate(new BreakerEvent("probe", BreakerEvent.Kind.DEACTIVATED, BreakerEvent.HOST, "too often", server.time.instant()));

        assertThat(serving(server)).isEqualTo("none");
        assertThat(server.plugins.get("probe").orElseThrow().reason()).contains("too often");
        assertThat(last().type()).isEqualTo("plugin.deactivate");
    }

    private void active(TestPackage content) {
        granted(server, content);
        activate(server, "1.0.0");
    }

    private JobView last() {
        List<JobView> all = server.jobs.all();
        return all.get(all.size() - 1);
    }
}
