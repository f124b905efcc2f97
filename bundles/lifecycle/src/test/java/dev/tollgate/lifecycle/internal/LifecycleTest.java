package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Violation;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.ManifestCheck;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From a package to an active plugin and away again. */
class LifecycleTest {
    private final Server server = new Server();

    @Test
    void aPluginIsInstalledDecidedAboutAndActivated() {
        PluginId id = server.install(TestPackage.enqueue("probe", "1.0.0").build());
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.INSTALLED);
        assertThat(server.plugins.get("probe").orElseThrow().capabilities())
                .containsExactly(new CapabilityStatus("queue", "{}", false, Decision.UNDECIDED, Optional.empty(), Optional.empty(), true));
        assertThatThrownBy(() -> activate("probe")).isInstanceOf(PluginException.class)
                .hasMessageContaining("asks for queue, which nobody decided about");
        server.plugins.grant(id, "queue", "anna");
        assertThat(activate("probe")).isEqualTo(PluginState.ACTIVE);
        assertThat(server.plugins.active()).extracting(ActivePlugin::id).containsExactly(id);
    }

    @Test
    void grantsArePersistedWithTheirRecordAndBindToTheDigest() {
        PluginId id = server.install(TestPackage.enqueue("probe", "1.0.0").build());
        server.plugins.grant(id, "queue", "anna");
        server.plugins.deny(id, "queue", "bert");
        assertThat(server.plugins.decisions("probe")).extracting(decision -> decision.decidedBy() + " "
                + decision.before().orElse("closed") + " " + decision.after().orElse("closed"))
                .containsExactly("bert {} closed", "anna closed {}");
        PluginId other = new PluginId("probe", "1.0.0", Digest.of(new byte[] {1}));
        assertThatThrownBy(() -> server.plugins.grant(other, "queue", "anna")).isInstanceOf(PluginException.class)
                .hasMessageContaining("the decision names digest " + other.digest().brief())
                .hasMessageContaining(id.digest().brief());
        assertThatThrownBy(() -> server.plugins.grant(id, "http", "anna")).isInstanceOf(PluginException.class)
                .hasMessageContaining("does not ask for http").hasMessageContaining("[queue]");
    }

    @Test
    void deniedIsDecidedSoThePluginCanBeActivatedAndReadsEperm() {
        PluginId id = server.install(TestPackage.enqueue("probe", "1.0.0").build());
        server.plugins.deny(id, "queue", "anna");
        activate("probe");
        assertThat(answer()).isEqualTo(-1);
    }

    @Test
    void revokingTakesEffectAtTheNextCall() {
        PluginId id = granted("probe", "1.0.0");
        activate("probe");
        assertThat(answer()).isEqualTo(2);
        server.plugins.deny(id, "queue", "anna");
        assertThat(answer()).isEqualTo(-1);
        server.plugins.grant(id, "queue", "anna");
        assertThat(answer()).isEqualTo(2);
    }

    @Test
    void anOptionalCapabilityNeedsNoDecisionAndAnswersEperm() {
        server.install(TestPackage.of("probe", "1.0.0", "enqueue").asks("queue: { optional: true }")
                .filter("enqueue", "enqueue").build());
        activate("probe");
        assertThat(answer()).isEqualTo(-1);
    }

    @Test
    void aPluginWhoseProviderIsGoneWaitsAndGoesOnWhenItIsBack() {
        granted("probe", "1.0.0");
        activate("probe");
        server.withdrawQueue();
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.WAITING);
        assertThat(server.plugins.get("probe").orElseThrow().reason()).contains("no bundle provides tollgate:queue@1");
        assertThat(server.hooks.filter("enqueue", input("noop")).value()).as("neutral").isEqualTo(input("noop"));
        server.provideQueue();
        assertThat(answer()).isEqualTo(2);
    }

    @Test
    void anImportThatIsNotAskedForIsRefusedByName() {
        assertThat(refusal(TestPackage.of("probe", "1.0.0", "enqueue").build())).contains(
                "module imports tollgate:queue@1.enqueue, which plugin.yaml does not ask for: add 'queue' to /capabilities");
    }

    @Test
    void anImportThatTheGateDoesNotHaveIsRefusedByName() {
        assertThat(refusal(TestPackage.of("probe", "1.0.0", "wrong-gate-function").asks("queue: {}").build()))
                .contains("module imports tollgate:queue@1.purge, which nobody offers; tollgate:queue@1 has [enqueue, status]",
                        "module imports tollgate:queue@1.status with type (i64)->i64; its type is (i32,i32)->i64");
    }

    @Test
    void anImportThatNobodyOffersIsRefusedByName() {
        assertThat(refusal(TestPackage.of("probe", "1.0.0", "unknown-import").build()))
                .contains("the module plugin.wasm is refused: it imports env.system, which nobody offers");
    }

    @Test
    void aHandlerThatIsNotExportedIsRefusedWithItsPointer() {
        assertThat(refusal(TestPackage.of("probe", "1.0.0", "handler-types").filter("a", "missing").filter("b", "takes")
                .action("c", "again").job("x", 1).build())).containsExactly(
                        "plugin.yaml /hooks/filters/0/handler: the module exports no function 'missing' of its own; it exports [noop]",
                        "plugin.yaml /hooks/filters/1/handler: the export 'takes' has type (i32)->i32; a handler has type ()->i32",
                        "plugin.yaml /hooks/actions/0/handler: the module exports no function 'again' of its own; it exports [noop]",
                        "plugin.yaml /jobs/0/handler: the module exports no function 'job_x' of its own; it exports [noop]");
    }

    @Test
    void whatACheckOfAnotherBundleFindsRefusesThePackageAmongTheOtherReasons() {
        ManifestCheck check = manifest -> List.of(new Violation("/schedules/0/pattern", "says nothing"));
        server.loader.add(check);
        assertThat(refusal(TestPackage.of("probe", "1.0.0", "handler-types").filter("a", "missing").build())).containsExactly(
                "plugin.yaml /schedules/0/pattern: says nothing",
                "plugin.yaml /hooks/filters/0/handler: the module exports no function 'missing' of its own; it exports [noop]");
        server.loader.remove(check);
        server.install(TestPackage.of("probe", "1.0.0", "handler-types").build());
    }

    @Test
    void theSamePackageAgainChangesNothingAndAnotherOneOfTheVersionIsRefused() {
        PluginId id = server.install(TestPackage.enqueue("probe", "1.0.0").build());
        assertThat(server.install(TestPackage.enqueue("probe", "1.0.0").build())).isEqualTo(id);
        assertThat(refusal(TestPackage.enqueue("probe", "1.0.0").file("more", new byte[0]).build())).first().asString()
                .contains("probe 1.0.0 is installed already with digest " + id.digest().brief()).contains("give the new package a new one");
    }

    @Test
    void aNewVersionThatAsksForNoMoreKeepsTheGrantsAndTheOldOneStaysActive() {
        PluginId first = granted("probe", "1.0.0");
        activate("probe");
        PluginId second = server.install(TestPackage.enqueue("probe", "1.1.0").build());
        assertThat(server.plugins.active("probe").orElseThrow().id()).isEqualTo(first);
        assertThat(activate("probe")).isEqualTo(PluginState.ACTIVE);
        assertThat(server.plugins.active("probe").orElseThrow().id()).isEqualTo(second);
        server.plugins.downgrade("probe", "1.0.0", "test");
        assertThat(server.plugins.active("probe").orElseThrow().id()).isEqualTo(first);
    }

    @Test
    void aNewVersionThatAsksForMoreNeedsANewDecision() {
        PluginId first = granted("probe", "1.0.0");
        activate("probe");
        server.install(TestPackage.enqueue("probe", "1.1.0").asks("kv: {}").build());
        assertThatThrownBy(() -> activate("probe")).isInstanceOf(PluginException.class).hasMessageContaining("kv, queue");
        assertThat(server.plugins.active("probe").orElseThrow().id()).as("the old one stays").isEqualTo(first);
    }

    @Test
    void a15AVersionThatCannotBeLoadedLeavesTheOldOneActive() {
        PluginId first = granted("probe", "1.0.0");
        activate("probe");
        PluginId second = server.install(TestPackage.enqueue("probe", "1.1.0").build());
        server.store.replace(second, TestPackage.enqueue("probe", "1.1.0").file("x", new byte[] {1}).build());
        assertThatThrownBy(() -> activate("probe")).isInstanceOf(PluginException.class).hasMessageContaining("was changed");
        assertThat(server.plugins.active("probe").orElseThrow().id()).isEqualTo(first);
        assertThat(answer()).isEqualTo(2);
    }

    @Test
    void aSecondStartFindsEverythingAsItWas() {
        PluginId id = granted("probe", "1.0.0");
        activate("probe");
        server.install(TestPackage.of("idle", "1.0.0", "basic").build());
        Server restarted = new Server(server.store);
        assertThat(restarted.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
        assertThat(restarted.plugins.get("idle").orElseThrow().state()).isEqualTo(PluginState.INSTALLED);
        assertThat(restarted.plugins.active()).extracting(ActivePlugin::id).containsExactly(id);
        assertThat(restarted.hooks.filter("enqueue", input("noop")).reports()).hasSize(1);
        assertThat(restarted.queue.enqueued).containsExactly("probe noop");
    }

    @Test
    void aPackageThatWasDamagedOnDiskFailsAtStartWithTheReasonAndOthersStart() {
        PluginId id = granted("probe", "1.0.0");
        activate("probe");
        granted("other", "1.0.0");
        activate("other");
        server.store.replace(id, new byte[] {1, 2, 3});
        Server restarted = new Server(server.store);
        assertThat(restarted.plugins.active("other")).isPresent();
        assertThat(server.store.find("probe").orElseThrow()).satisfies(plugin -> {
            assertThat(plugin.state()).isEqualTo(PluginState.FAILED);
            assertThat(plugin.reason().orElseThrow()).contains("no readable zip");
        });
        assertThat(restarted.plugins.list()).extracting(PluginView::state).containsExactly(PluginState.ACTIVE, PluginState.FAILED);
        assertThat(restarted.plugins.get("probe").orElseThrow().reason().orElseThrow()).contains("no readable zip");
    }

    @Test
    void deactivatedAndRemovedPluginsAreNotCalledAndARemovedOneHasNoGrants() {
        PluginId id = granted("probe", "1.0.0");
        activate("probe");
        server.plugins.deactivate("probe", "test");
        assertThat(server.hooks.filter("enqueue", input("noop")).reports()).isEmpty();
        assertThatThrownBy(() -> server.plugins.deactivate("probe", "test")).isInstanceOf(PluginException.class);
        activate("probe");
        server.plugins.remove("probe", "test");
        assertThat(server.plugins.list()).isEmpty();
        assertThat(server.plugins.active()).isEmpty();
        assertThat(server.install(TestPackage.enqueue("probe", "1.0.0").build())).isEqualTo(id);
        assertThat(server.store.all()).isEmpty();
        assertThatThrownBy(() -> activate("probe")).as("what was decided about the removed one is no decision")
                .isInstanceOf(PluginException.class).hasMessageContaining("nobody decided about");
    }

    @Test
    void anInstalledPluginThatWasNeverActiveCanBeRemoved() {
        server.install(TestPackage.enqueue("probe", "1.0.0").build());
        server.plugins.remove("probe", "test");
        assertThat(server.plugins.get("probe")).isEmpty();
    }

    @Test
    void theCeilingWinsOverTheManifest() {
        server.install(TestPackage.of("probe", "1.0.0", "basic").server("memory_limit_mb: 2000")
                .server("fuel_per_invocation: 7000").server("invocation_timeout_ms: 3600000").build());
        activate("probe");
        assertThat(server.plugins.active("probe").orElseThrow().hookLimits()).satisfies(limits -> {
            assertThat(limits.memory()).isEqualTo(Bytes.ofMiB(128));
            assertThat(limits.fuel()).isEqualTo(new Fuel(7_000));
            assertThat(limits.deadline()).isEqualTo(Duration.ofSeconds(60));
        });
    }

    private PluginId granted(String slug, String version) {
        PluginId id = server.install(TestPackage.enqueue(slug, version).build());
        server.plugins.grant(id, "queue", "test");
        return id;
    }

    private PluginState activate(String slug) {
        return server.plugins.activate(slug, Optional.empty(), "test").state();
    }

    /** What the guest reads when it enqueues: the length of the id, or an error number. */
    private long answer() {
        byte[] output = server.hooks.filter("enqueue", input("noop")).value();
        return ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static byte[] input(String type) {
        return ("\u0004\u0000" + type + "body").getBytes(UTF_8);
    }

    private List<String> refusal(byte[] content) {
        InstallException refused = catchThrowableOfType(InstallException.class, () -> server.plugins.install(content, "test"));
        assertThat(refused).isNotNull();
        assertThat(server.plugins.get("probe").filter(plugin -> plugin.versions().size() > 1)).as("nothing was added").isEmpty();
        return refused.reasons();
    }
}
