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
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private final Server server = new Server();

    @Test
    void aPluginIsToldOnceWhileItStillHoldsWhatItWasGranted() {
        active(StatefulPlugin.first());

        remove();

        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.0.0 gone");
        assertThat(server.plugins.list()).isEmpty();
        assertThat(server.store.all()).isEmpty();
        assertThat(server.work.closed).containsExactly("probe");
    }

    @Test
    void aPluginThatWasNeverActiveIsRemovedAndNeverCalled() {
        granted(server, StatefulPlugin.first());

        remove();

        assertThat(server.plugins.list()).isEmpty();
        assertThat(server.queue.versions).isEmpty();
    }

    @Test
    void aPluginThatWasSwitchedOffIsToldAsWell() {
        active(StatefulPlugin.first());
        server.plugins.deactivate("probe", "test");

        remove();

        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.0.0 down", "1.0.0 gone");
    }

    @Test
    void aHandlerThatFailsIsNotTriedAgainAndThePluginIsGone() {
        active(version("1.0.0", "up", "down", "gone_fail"));

        remove();

        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.0.0 gone");
        assertThat(server.plugins.list()).isEmpty();
    }

    @Test
    void nothingElseCanBeDoneToItWhileItsJobsRunAndItGoesWhenTheyAreAtTheirEnd() {
        active(StatefulPlugin.first());
        server.work.running.add("probe");

        assertThatThrownBy(this::remove).isInstanceOf(PluginException.class).hasMessageContaining("jobs of probe are at work")
                .hasMessageContaining("goes on");

        assertThat(state(server)).isEqualTo(PluginState.REMOVING);
        assertThat(serving(server)).isEqualTo("none");
        assertThat(server.work.closed).containsExactly("probe");
        assertThatThrownBy(() -> activate(server, "1.0.0")).isInstanceOf(PluginException.class).hasMessageContaining("is being removed");
        assertThatThrownBy(() -> server.plugins.deactivate("probe", "test")).isInstanceOf(PluginException.class)
                .hasMessageContaining("is being removed");
        assertThatThrownBy(() -> server.plugins.install(version("1.1.0", "up", "down", "gone").build(), "test"))
                .isInstanceOf(InstallException.class).hasMessageContaining("is being removed");
        server.work.running.clear();
        remove();
        assertThat(server.plugins.list()).isEmpty();
        assertThat(server.jobs.all()).as("the second request joined the first").extracting(JobView::type)
                .containsExactly("plugin.activate", "plugin.uninstall.cleanup");
        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.0.0 gone");
    }

    @Test
    void anActivationThatWasUnderWayDoesNotBringItBack() {
        active(StatefulPlugin.first());
        granted(server, version("1.1.0", "up_fail", "down", "gone"));
        server.jobs.turning = false;
        assertThatThrownBy(() -> activate(server, "1.1.0")).hasMessageContaining("goes on");
        server.jobs.turn();
        assertThatThrownBy(this::remove).hasMessageContaining("goes on");

        server.jobs.finish();

        assertThat(server.plugins.list()).isEmpty();
        assertThat(server.plugins.active()).isEmpty();
        assertThat(server.queue.versions).containsExactly("1.0.0 up", "1.1.0 up", "1.0.0 gone");
    }

    @Test
    void itWaitsForWhoKeepsTheWorkOfPlugins() {
        active(StatefulPlugin.first());
        LifecycleTasks alone = new LifecycleTasks(server.plugins, server.calls);
        server.jobs.serve(alone);

        assertThatThrownBy(this::remove).isInstanceOf(PluginException.class).hasMessageContaining("no bundle that keeps the work of plugins");

        alone.add(server.work);
        server.jobs.turn();
        assertThat(server.plugins.list()).isEmpty();
    }

    @Test
    void aPackageThatCannotBeReadDoesNotKeepItFromBeingRemoved() {
        PluginId id = active(StatefulPlugin.first());
        server.store.replace(id, new byte[] {1, 2, 3});

        remove();

        assertThat(server.plugins.list()).isEmpty();
    }

    @Test
    void aPluginThatWaitsForACapabilityGoesWithoutBeingTold() {
        active(StatefulPlugin.first());
        server.withdrawQueue();

        remove();

        assertThat(server.plugins.list()).isEmpty();
        assertThat(server.queue.versions).containsExactly("1.0.0 up");
    }

    @Test
    void anotherOneOfItsNameCanBeActivatedAndItsWorkIsTakenInAgain() {
        active(StatefulPlugin.first());
        remove();

        active(StatefulPlugin.first());

        assertThat(serving(server)).isEqualTo("1.0.0");
        assertThat(server.work.closed).isEmpty();
        assertThat(server.jobs.all()).extracting(JobView::state).containsOnly(JobState.DONE);
    }

    @Test
    void whatIsNotInstalledCannotBeRemoved() {
        assertThatThrownBy(this::remove).isInstanceOf(PluginException.class).hasMessageContaining("is not installed");
        assertThat(server.jobs.all()).isEmpty();
    }

    private PluginId active(TestPackage content) {
        PluginId id = granted(server, content);
        activate(server, "1.0.0");
        return id;
    }

    private void remove() {
        server.plugins.remove("probe", "test");
    }
}
