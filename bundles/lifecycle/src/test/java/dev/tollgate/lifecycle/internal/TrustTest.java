package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Signer;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.internal.trust.Publisher;
import dev.tollgate.lifecycle.internal.trust.SignedPackage;
import dev.tollgate.lifecycle.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Whose packages run, from installation on and when the operator changes his mind. */
class TrustTest {
    private final Publisher acme = Publisher.named("acme");
    private final Publisher other = Publisher.named("other");
    private final Map<String, Object> policy = new HashMap<>(Map.of("unsigned", "refused", "keys", acme.line() + ", " + other.line()));
    private final CrashPoint store = new CrashPoint();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private Server server = watched(new Server(new MemoryStore(), new HandQueue(), new HandWork(), store, policy));

    @Test
    void whoSignedAPackageIsKeptAndAnUnsignedOneIsRefused() {
        PluginId id = server.install(SignedPackage.of(plugin("1.0.0"), acme));
        assertThat(server.plugins.versions("probe")).extracting(VersionView::signer).containsExactly(Optional.of(new Signer("acme", acme.key().fingerprint())));
        assertThat(server.install(SignedPackage.of(plugin("1.0.0"), acme))).as("the same again").isEqualTo(id);
        assertThat(refusal(plugin("1.1.0").build())).contains("is unsigned", "dev.tollgate.trust");
        assertThat(activate("1.0.0").state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void anotherSignatureOfTheSamePackageIsNotLostSilently() {
        policy("unsigned", "allowed");
        PluginId id = server.install(plugin("1.0.0").build());
        assertThat(id).as("signatures are no part of the digest").isEqualTo(new PluginId("probe", "1.0.0", id.digest()));
        assertThat(refusal(SignedPackage.of(plugin("1.0.0"), acme))).contains("is installed already, unsigned", "out of the catalogue");
        server.plugins.remove("probe", "test");
        assertThat(server.install(SignedPackage.of(plugin("1.0.0"), acme))).isEqualTo(id);
    }

    @Test
    void a17ARevokedKeySwitchesOffWhatRunsWithTheReasonAndTheWayOut() {
        run(plugin("1.0.0"), acme);
        policy("revoked.keys", acme.key().fingerprint().hex());
        PluginView off = server.plugins.get("probe").orElseThrow();
        assertThat(off.state()).isEqualTo(PluginState.FAILED);
        assertThat(off.reason().orElseThrow()).contains("the key " + acme.key().fingerprint().brief() + " was revoked", "signed with another key", "dev.tollgate.trust");
        assertThat(server.plugins.active("probe")).isEmpty();
        assertThat(server.plugins.history("probe", 1)).extracting(PluginEvent::kind, PluginEvent::by).containsExactly(tuple(PluginEvent.Kind.FAILED, "host"));
        assertThatThrownBy(() -> activate("1.0.0")).isInstanceOf(PluginException.class).hasMessageContaining("was revoked");
        assertThat(refusal(SignedPackage.of(plugin("1.1.0"), acme))).contains("was revoked");

        policy("revoked.keys", "");
        assertThat(activate("1.0.0").state()).as("trusted again").isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void a17ARevokedDigestIsOneVersionAndTheOthersRun() {
        PluginId id = run(plugin("1.0.0"), acme);
        server.install(SignedPackage.of(plugin("1.1.0"), acme));
        policy("revoked.digests", id.digest().hex());
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.FAILED);
        assertThat(activate("1.1.0").state()).isEqualTo(PluginState.ACTIVE);
        assertThatThrownBy(() -> server.plugins.rollback("probe", "test")).isInstanceOf(PluginException.class).hasMessageContaining("its digest was revoked");
    }

    @Test
    void a17ARevokedDigestIsSwitchedOffAlsoWhereItsPackageCannotBeReadAnyMore() {
        PluginId id = run(plugin("1.0.0"), acme);
        server.store.replace(id, new byte[] {1, 2, 3});
        policy("revoked.keys", other.key().fingerprint().hex());
        assertThat(server.plugins.get("probe").orElseThrow().state()).as("nothing is known of it").isEqualTo(PluginState.ACTIVE);
        policy("revoked.digests", id.digest().hex());
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.FAILED);
    }

    @Test
    void a17ASignatureCoversTheModuleAndNotTheManifestOnly() {
        byte[] signed = SignedPackage.of(TestPackage.of("probe", "1.0.0", "basic").filter("a", "echo"), acme);
        assertThat(refusal(TestPackage.of("probe", "1.0.0", "lifecycle").filter("a", "echo").file("plugin.sig", signature(signed)).build()))
                .contains("of acme is not valid").doesNotContain("the module");
        assertThat(refusal(TestPackage.of("probe", "1.0.0", "basic").filter("a", "echo").file("more", new byte[1]).file("plugin.sig", signature(signed)).build()))
                .contains("of acme is not valid");
        assertThat(refusal(TestPackage.of("probe", "1.0.0", "basic").filter("b", "echo").file("plugin.sig", signature(signed)).build())).contains("of acme is not valid");
    }

    @Test
    void aModuleThatNobodyTrustsIsNotLookedAt() {
        assertThat(refusal(TestPackage.of("probe", "1.0.0", "basic").filter("a", "not_there").build())).contains("is unsigned").doesNotContain("the module");
        assertThat(refusal(SignedPackage.of(TestPackage.of("probe", "1.0.0", "basic").filter("a", "not_there"), acme))).contains("the module exports no function");
    }

    @Test
    void whatIsNotTrustedAnyMoreIsNotCalledForItsEndEither() {
        policy("unsigned", "allowed");
        PluginId id = StatefulPlugin.granted(server, StatefulPlugin.first());
        StatefulPlugin.activate(server, "1.0.0");
        server.queue.versions.clear();
        policy("revoked.digests", id.digest().hex());
        server.plugins.remove("probe", "test");
        assertThat(server.plugins.get("probe")).isEmpty();
        assertThat(server.queue.versions).isEmpty();
    }

    @Test
    void aSignatureThatLeftTheStoreIsMissedWhenThePackageIsLoaded() {
        PluginId id = server.install(SignedPackage.of(plugin("1.0.0"), acme));
        server.store.replace(id, plugin("1.0.0").build());
        assertThatThrownBy(() -> activate("1.0.0")).isInstanceOf(PluginException.class).hasMessageContaining("is unsigned");
    }

    @Test
    void whatBeginsToRunWhileTheConfigurationChangesIsLookedAtAfterwards() {
        policy("unsigned", "allowed");
        PluginId id = StatefulPlugin.granted(server, StatefulPlugin.first());
        server.queue.meanwhile = () -> policy("revoked.digests", id.digest().hex());
        StatefulPlugin.activate(server, "1.0.0");
        assertThat(StatefulPlugin.serving(server)).isEqualTo("1.0.0");
        server.tellListeners();
        assertThat(StatefulPlugin.state(server)).isEqualTo(PluginState.FAILED);
    }

    @Test
    void aStoreThatFailsMeanwhileIsAskedAgain() {
        run(plugin("1.0.0"), acme);
        store.meanwhile("before CatalogueStore.content", () -> {
            throw new StoreException("the disk is full", null);
        });
        policy("revoked.keys", acme.key().fingerprint().hex());
        assertThat(server.plugins.active("probe")).isPresent();
        later.remove().run();
        assertThat(server.plugins.active("probe")).isEmpty();
    }

    @Test
    void aConfigurationThatCannotBeReadLetsNothingBeginAndEndsNothing() {
        run(plugin("1.0.0"), acme);
        policy("keys", "acme");
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
        assertThat(refusal(SignedPackage.of(plugin("1.1.0"), acme))).contains("keys, line 1 ('acme')", "until this is mended no plugin is installed");
        server.plugins.deactivate("probe", "test");
        assertThatThrownBy(() -> activate("1.0.0")).isInstanceOf(PluginException.class).hasMessageContaining("keys, line 1 ('acme')");
        policy("keys", acme.line());
        assertThat(activate("1.0.0").state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void aServerThatStartsWithSuchAConfigurationRunsItsPluginsWhenItIsMended() {
        run(plugin("1.0.0"), acme);
        policy.put("keys", "acme");
        server = watched(new Server(server.store, server.jobs, server.work, new CrashPoint(), policy));
        PluginView waits = server.plugins.get("probe").orElseThrow();
        assertThat(server.plugins.active()).isEmpty();
        assertThat(waits.state()).isEqualTo(PluginState.WAITING);
        assertThat(waits.reason().orElseThrow()).contains("keys, line 1 ('acme')");
        policy("keys", acme.line());
        assertThat(server.plugins.active("probe")).isPresent();
    }

    @Test
    void aServerThatStartsTrustsByTheConfigurationOfThatMoment() {
        run(plugin("1.0.0"), acme);
        policy.put("keys", other.line());
        server = watched(new Server(server.store, server.jobs, server.work, new CrashPoint(), policy));
        assertThat(server.plugins.get("probe").orElseThrow().state()).isEqualTo(PluginState.FAILED);
        assertThat(server.plugins.get("probe").orElseThrow().reason().orElseThrow()).contains("does not stand in keys");
    }

    private Server watched(Server made) {
        made.news.add(new TrustWatch(made.plugins, made.trust, Runnable::run, later::add, () -> { }), made.plugins);
        return made;
    }

    private void policy(String key, String value) {
        policy.put(key, value);
        server.trust.modified(policy);
    }

    private PluginId run(TestPackage plugin, Publisher publisher) {
        PluginId id = server.install(SignedPackage.of(plugin, publisher));
        activate(id.version());
        return id;
    }

    private PluginView activate(String version) {
        return server.plugins.activate("probe", Optional.of(version), "test");
    }

    private String refusal(byte[] content) {
        try {
            server.plugins.install(content, "test");
            throw new AssertionError("it was installed");
        } catch (InstallException refused) {
            return refused.getMessage();
        }
    }

    private static byte[] signature(byte[] signed) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(signed))) {
            while (!zip.getNextEntry().getName().equals("plugin.sig")) {
                zip.closeEntry();
            }
            return zip.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static TestPackage plugin(String version) {
        return TestPackage.of("probe", version, "basic").filter("the_content", "echo");
    }
}
