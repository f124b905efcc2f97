package dev.tollgate.lifecycle.internal;

import static dev.tollgate.lifecycle.internal.StatefulPlugin.activate;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.granted;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import org.junit.jupiter.api.Test;

/** Two nodes share catalogue and jobs, and one of them does the tasks that are asked for on the other. */
class TwoNodesTest {
    private final Server asking = new Server();
    private final Server doing = new Server(asking.store, asking.jobs, asking.work, new CrashPoint());

    @Test
    void bothHaveWhatWasActivatedAndNeitherWhatWasDeactivated() {
        granted(asking, StatefulPlugin.first());
        doing.plugins.grant(asking.store.find("probe").orElseThrow().current(), "queue", "test");

        assertThat(activate(asking, "1.0.0").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(serving(asking)).isEqualTo("1.0.0");
        assertThat(serving(doing)).isEqualTo("1.0.0");
        assertThat(doing.queue.versions).containsExactly("1.0.0 up");
        assertThat(asking.queue.versions).as("it is told on one node").isEmpty();

        asking.plugins.deactivate("probe", "test");
        assertThat(serving(asking)).isEqualTo("none");
        assertThat(serving(doing)).isEqualTo("none");
    }

    @Test
    void aNodeFollowsTheCatalogue() {
        granted(asking, StatefulPlugin.first());
        doing.plugins.grant(asking.store.find("probe").orElseThrow().current(), "queue", "test");
        activate(doing, "1.0.0");
        assertThat(serving(asking)).isEqualTo("none");

        asking.plugins.states().follow("probe");
        assertThat(serving(asking)).isEqualTo("1.0.0");
        asking.plugins.states().follow("probe");
        assertThat(serving(asking)).as("nothing is loaded twice").isEqualTo("1.0.0");

        doing.plugins.remove("probe", "test");
        asking.plugins.states().follow("probe");
        assertThat(serving(asking)).isEqualTo("none");
    }

    @Test
    void a55ARemovalClosesWhatAnotherNodeOpenedMeanwhile() {
        PluginId id = asking.install(StatefulPlugin.first().build());
        doing.plugins.grant(id, "queue", "test");

        asking.plugins.remove("probe", "test");

        assertThat(asking.store.all()).as("the same package installed again has nothing").isEmpty();
    }

    @Test
    void a55AGrantIsNotLeftBehindWhenAnotherNodeRemovesThePluginMeanwhile() {
        CrashPoint point = new CrashPoint();
        Server granting = new Server(asking.store, asking.jobs, asking.work, point);
        asking.jobs.serve(asking.tasks);
        PluginId id = asking.install(StatefulPlugin.first().build());
        point.meanwhile("before GrantStore.grant", () -> asking.plugins.remove("probe", "test"));

        assertThatThrownBy(() -> granting.plugins.grant(id, "queue", "test")).isInstanceOf(PluginException.class).hasMessageContaining("somebody else");

        assertThat(asking.store.all()).isEmpty();
    }
}
