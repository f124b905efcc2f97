package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.Delivery;
import dev.tollgate.lifecycle.Delivery.Outcome;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DelivererTest {
    private static final String BY = "file probe.tgp";

    private final Server server = new Server();
    private final Deliverer deliverer = new Deliverer(server.plugins, server.store);

    @Test
    void whatIsNewRunsAndSaysWhoBroughtIt() throws InstallException {
        assertThat(deliver("1.0.0", false).outcome()).isEqualTo(Outcome.RUNS);
        assertThat(server.store.versions("probe").get(0).installedBy()).isEqualTo(BY);
        assertThat(deliver("1.1.0", false).outcome()).isEqualTo(Outcome.RUNS);
        assertThat(current().version()).isEqualTo("1.1.0");
        assertThat(server.plugins.history("probe", 10)).hasSize(4);
        assertThat(deliver("1.1.0", true).outcome()).isEqualTo(Outcome.RUNS);
        assertThat(server.plugins.history("probe", 10)).as("nothing is done twice").hasSize(4);
    }

    @Test
    void anOlderOneThatIsKnownTakesOverOnlyWhereItIsMeant() throws InstallException {
        deliver("1.0.0", false);
        deliver("1.1.0", false);
        Delivery stays = deliver("1.0.0", false);
        assertThat(stays.outcome()).isEqualTo(Outcome.STAYS);
        assertThat(stays.detail()).contains("probe stays at 1.1.0");
        assertThat(current().version()).isEqualTo("1.1.0");
        assertThat(deliver("1.0.0", true).outcome()).isEqualTo(Outcome.RUNS);
        assertThat(current().version()).isEqualTo("1.0.0");
    }

    @Test
    void whatAnAdministratorSwitchedOffStaysOffWhateverComes() throws InstallException {
        deliver("1.0.0", false);
        server.plugins.deactivate("probe", "admin");
        assertThat(deliver("1.0.0", true).outcome()).isEqualTo(Outcome.STAYS);
        assertThat(deliver("1.1.0", true).detail()).contains("stays deactivated as it was");
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.INACTIVE);
    }

    @Test
    void oneThatWaitsIsActivatedWhenWhatItRequiresIsDecidedAndNotBefore() throws InstallException {
        Delivery waiting = deliverer.deliver(queue("1.0.0").build(), false, BY);
        assertThat(waiting.outcome()).isEqualTo(Outcome.WAITS);
        assertThat(waiting.detail()).contains("queue");
        assertThat(deliverer.again(waiting, BY).outcome()).isEqualTo(Outcome.WAITS);
        assertThat(server.jobs.all()).as("nothing is tried in vain").isEmpty();
        server.plugins.grant(waiting.plugin(), "queue", "admin");
        assertThat(deliverer.again(waiting, BY).outcome()).isEqualTo(Outcome.RUNS);
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void oneThatWaitsStaysBackWhenAnotherVersionBecameActiveMeanwhile() throws InstallException {
        deliver("1.0.0", false);
        Delivery waiting = deliverer.deliver(queue("1.1.0").build(), false, BY);
        assertThat(waiting.instead()).map(PluginId::version).contains("1.0.0");
        server.install(BundlePluginsTest.plugin("1.2.0").build());
        server.plugins.activate("probe", Optional.of("1.2.0"), "admin");
        server.plugins.grant(waiting.plugin(), "queue", "admin");
        assertThat(deliverer.again(waiting, BY).outcome()).isEqualTo(Outcome.STAYS);
        assertThat(current().version()).isEqualTo("1.2.0");
    }

    @Test
    void aVersionThatDoesNotSucceedInBeingActivatedLeavesTheOtherOneRunning() throws InstallException {
        deliver("1.0.0", false);
        Delivery bad = deliverer.deliver(TestPackage.of("probe", "1.1.0", "runaway").lifecycle("on_activate: loop").limit("job_fuel: 1000")
                .build(), true, BY);
        assertThat(bad.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(current().version()).isEqualTo("1.0.0");
    }

    @Test
    void nothingIsInstalledWhileThePluginIsBeingRemoved() throws InstallException {
        deliver("1.0.0", false);
        StoredPlugin row = server.store.find("probe").orElseThrow();
        server.store.compareAndSet(row, row.become(PluginState.REMOVING, Optional.empty(), row.changedAt()), Optional.empty());
        assertThatThrownBy(() -> deliver("1.1.0", true)).isInstanceOf(PluginException.class).hasMessageContaining("is being removed");
    }

    @Test
    void whatIsNoPackageIsRefusedWithItsReasons() {
        assertThatThrownBy(() -> deliverer.identify(new byte[] {1, 2, 3})).isInstanceOf(InstallException.class)
                .hasMessageContaining("no readable zip");
    }

    private Delivery deliver(String version, boolean meant) throws InstallException {
        return deliverer.deliver(BundlePluginsTest.plugin(version).build(), meant, BY);
    }

    private PluginId current() {
        return server.plugins.get("probe").orElseThrow().current();
    }

    private static TestPackage queue(String version) {
        return TestPackage.enqueue("probe", version);
    }
}
