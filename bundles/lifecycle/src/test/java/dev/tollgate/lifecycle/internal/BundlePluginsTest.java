package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BundlePluginsTest {
    private static final BundleName BUNDLE = new BundleName("acme.probe", "1.0.0");
    private static final BundleName NEXT = new BundleName("acme.probe", "1.1.0");

    private final Server server = new Server();
    private final BundlePlugins bundles = new BundlePlugins(server.plugins, server.store);

    @Test
    void aBundleThatStartsBringsItsPluginAndOneThatStopsTakesItAway() {
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
        assertThat(server.store.versions("probe").get(0).installedBy()).isEqualTo("bundle acme.probe 1.0.0");
        bundles.stopped(BUNDLE);
        assertThat(state()).isEqualTo(PluginState.INACTIVE);
        assertThat(server.plugins.get("probe").orElseThrow().reason()).contains("its bundle acme.probe was stopped");
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
        assertThat(server.plugins.get("probe").orElseThrow().reason()).isEmpty();
    }

    @Test
    void pluginsThatDependOnEachOtherComeInAnyOrderAndOneWaitsWhileTheOthersBundleIsStopped() {
        BundleName base = new BundleName("acme.base", "1.0.0");
        bundles.started(BUNDLE, plugin("1.0.0").depends("base: ^1.0.0")::build);
        assertThat(state()).isEqualTo(PluginState.INSTALLED);
        bundles.started(base, TestPackage.of("base", "1.0.0", "basic").filter("hook", "echo")::build);
        assertThat(state()).as("its bundle started too early").isEqualTo(PluginState.ACTIVE);
        bundles.stopped(base);
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.WAITING);
        bundles.started(base, TestPackage.of("base", "1.0.0", "basic").filter("hook", "echo")::build);
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
        bundles.stopped(base);
        bundles.stopped(BUNDLE);
        assertThat(state()).isEqualTo(PluginState.INACTIVE);
    }

    @Test
    void aPluginThatAsksForMoreThanWasDecidedStaysInstalledUntilItIs() {
        bundles.started(BUNDLE, queue("1.0.0")::build);
        assertThat(state()).isEqualTo(PluginState.INSTALLED);
        server.plugins.grant(current(), "queue", "admin");
        bundles.stopped(BUNDLE);
        bundles.started(BUNDLE, queue("1.0.0")::build);
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void aPackageThatIsRefusedIsNotInstalledAndItsBundleCanStop() {
        bundles.started(BUNDLE, TestPackage.of("probe", "1.0.0", "enqueue")::build);
        assertThat(server.plugins.get("probe")).isEmpty();
        bundles.started(NEXT, () -> {
            throw new InstallException("no");
        });
        bundles.stopped(BUNDLE);
        bundles.stopped(NEXT);
        assertThat(server.plugins.list()).isEmpty();
    }

    @Test
    void anUpdatedBundleBringsItsNewVersion() {
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        bundles.stopped(BUNDLE);
        bundles.started(NEXT, plugin("1.1.0")::build);
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
        assertThat(current().version()).isEqualTo("1.1.0");
    }

    @Test
    void aBundleThatIsUpdatedBackBringsItsOldVersion() {
        anUpdatedBundleBringsItsNewVersion();
        bundles.stopped(NEXT);
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
        assertThat(current().version()).isEqualTo("1.0.0");
    }

    @Test
    void anUpdateThatCannotRunYetLeavesTheVersionBeforeItRunningUntilTheBundleStops() {
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        bundles.stopped(BUNDLE);
        bundles.started(NEXT, queue("1.1.0")::build);
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
        assertThat(current().version()).isEqualTo("1.0.0");
        assertThat(server.plugins.get("probe").orElseThrow().versions()).extracting(PluginId::version).containsExactly("1.1.0", "1.0.0");
        bundles.stopped(NEXT);
        assertThat(state()).isEqualTo(PluginState.INACTIVE);
    }

    @Test
    void anUpdateThatIsRefusedLeavesTheVersionBeforeItRunningUntilTheBundleStops() {
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        bundles.stopped(BUNDLE);
        bundles.started(NEXT, () -> new byte[] {1, 2, 3});
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
        bundles.stopped(NEXT);
        assertThat(state()).isEqualTo(PluginState.INACTIVE);
    }

    @Test
    void anotherPackageOfAVersionThatIsThereIsRefused() {
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        PluginId first = current();
        bundles.stopped(BUNDLE);
        bundles.started(NEXT, plugin("1.0.0").file("more.txt", new byte[1])::build);
        assertThat(current()).isEqualTo(first);
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void aVersionThatCannotBeLoadedAnyMoreIsNotTriedTwice() {
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        bundles.stopped(BUNDLE);
        server.store.replace(current(), new byte[] {1, 2, 3});
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        assertThat(state()).isEqualTo(PluginState.INACTIVE);
    }

    @Test
    void whatAnAdministratorSwitchedOffStaysOff() {
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        server.plugins.deactivate("probe", "admin");
        bundles.stopped(BUNDLE);
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        assertThat(state()).isEqualTo(PluginState.INACTIVE);
        bundles.stopped(BUNDLE);
        bundles.started(NEXT, plugin("1.1.0")::build);
        assertThat(state()).isEqualTo(PluginState.INACTIVE);
        assertThat(server.plugins.get("probe").orElseThrow().versions()).hasSize(2);
    }

    @Test
    void theVersionThatAnAdministratorChoseStaysAndIsNotTheBundlesToStop() throws InstallException {
        server.plugins.install(plugin("2.0.0").build(), "admin");
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        server.plugins.activate("probe", Optional.of("2.0.0"), "admin");
        bundles.stopped(BUNDLE);
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        assertThat(current().version()).isEqualTo("2.0.0");
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void aServerThatStartsAgainFindsItsPluginsAsTheyWere() {
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        Server next = new Server(server.store);
        var loaded = next.plugins.active("probe").orElseThrow();
        new BundlePlugins(next.plugins, next.store).started(BUNDLE, plugin("1.0.0")::build);
        assertThat(next.plugins.active("probe")).containsSame(loaded);
    }

    @Test
    void aBundleThatWasStoppedBeforeTheServerWasBringsItsPluginBack() {
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        bundles.stopped(BUNDLE);
        Server next = new Server(server.store);
        assertThat(next.plugins.active("probe")).isEmpty();
        new BundlePlugins(next.plugins, next.store).started(BUNDLE, plugin("1.0.0")::build);
        assertThat(next.plugins.active("probe")).isPresent();
    }

    @Test
    void aPluginThatTwoBundlesBringGoesWithTheLast() {
        BundleName twin = new BundleName("acme.twin", "1.0.0");
        bundles.started(BUNDLE, plugin("1.0.0")::build);
        bundles.started(twin, plugin("1.0.0")::build);
        bundles.stopped(BUNDLE);
        assertThat(state()).isEqualTo(PluginState.ACTIVE);
        bundles.stopped(twin);
        assertThat(state()).isEqualTo(PluginState.INACTIVE);
    }

    static TestPackage plugin(String version) {
        return TestPackage.of("probe", version, "basic").filter("the_content", "echo");
    }

    private static TestPackage queue(String version) {
        return TestPackage.enqueue("probe", version);
    }

    private PluginState state() {
        return server.plugins.get("probe").orElseThrow().state();
    }

    private PluginId current() {
        return server.plugins.get("probe").orElseThrow().current();
    }
}
