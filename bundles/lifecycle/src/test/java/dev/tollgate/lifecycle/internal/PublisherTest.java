package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.Guests;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.ManifestCheck;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.internal.trust.Publisher;
import dev.tollgate.lifecycle.internal.trust.SignedPackage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a plugin is whose it was, and that nothing is taken for what it is not. */
class PublisherTest {
    private final Publisher acme = Publisher.named("acme");
    private final Publisher other = Publisher.named("other");
    private final Map<String, Object> policy = Map.of("keys", acme.line() + ", " + other.line());
    private final Server server = new Server(new MemoryStore(), new HandQueue(), new HandWork(), new CrashPoint(), policy);

    @Test
    void a55APluginOfOnePublisherIsNotUpdatedByAnotherOrByNobody() {
        run("1.0.0", acme);
        assertThat(refusal(SignedPackage.of(plugin("1.1.0"), other))).contains("probe belongs to acme", "signed by other", "publisher.change = allowed");
        assertThat(refusal(plugin("1.1.0").build())).contains("probe belongs to acme", "is unsigned");
        assertThat(refusal(SignedPackage.of(plugin("1.1.0"), Publisher.named("acme")))).as("a stranger of that name").contains("is unsigned as far as is known here");
        server.install(SignedPackage.of(plugin("1.1.0"), acme));
    }

    @Test
    void a55AnAdministratorHandsAPluginOverBySettingItOrByRemovingThePlugin() {
        run("1.0.0", acme);
        server.trust.modified(Map.of("keys", policy.get("keys"), "publisher.change", "allowed"));
        run("1.1.0", other);
        server.trust.modified(policy);
        assertThat(refusal(SignedPackage.of(plugin("1.2.0"), acme))).contains("probe belongs to other");
        server.plugins.remove("probe", "test");
        run("1.2.0", acme);
    }

    @Test
    void a55WhatWasInstalledWhenThePluginWasNobodysIsNotActivatedWhenItIsSomebodys() {
        run("1.0.0", null);
        server.install(SignedPackage.of(plugin("1.1.0"), acme));
        server.install(SignedPackage.of(plugin("1.2.0"), other));
        activate("1.1.0");
        assertThatThrownBy(() -> activate("1.2.0")).isInstanceOf(PluginException.class).hasMessageContaining("probe belongs to acme");
        assertThat(server.plugins.active("probe").orElseThrow().id().version()).isEqualTo("1.1.0");
        assertThat(server.plugins.rollback("probe", "test").state()).as("it was active before").isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void a55FilesThatReadTheSameOneAfterAnotherHaveAnotherDigest() throws Exception {
        assertThat(digest("ab", "c")).isNotEqualTo(digest("a", "bc"));
        assertThat(digest("x/y", "z")).isNotEqualTo(digest("x", "y/z"));
        assertThat(digest("x/plugin.sig", "z")).as("only the file at the root is no part of it").isNotEqualTo(digest("x/plugin.sig", "y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"рrobe", "prоbe", "ｐrobe", "pro\u200bbe", "probe\u0301", "Probe", "PROBE", "prob\u212f", "\u202eeborp", "probe ", "pröbe", "probe\\0", "xn--prbe-5qa!", "pr"})
    void a55ASlugThatOnlyLooksLikeAnotherIsNone(String slug) {
        assertThatThrownBy(() -> new PluginId(slug, "1.0.0", Digest.of(new byte[0]))).isInstanceOf(IllegalArgumentException.class);
        String manifest = plugin("1.0.0").manifest().replace("slug: probe", "slug: \"" + slug + "\"");
        assertThat(refusal(TestPackage.zip(Map.of("plugin.yaml", manifest.getBytes(UTF_8), "plugin.wasm", Guests.wasm("basic"))))).contains("/slug");
    }

    @Test
    void a15WhatIsKeptIsWhatWasCheckedWhateverBecomesOfTheArray() {
        byte[] content = SignedPackage.of(plugin("1.0.0"), acme);
        byte[] swapped = TestPackage.of("probe", "1.0.0", "lifecycle").build();
        ManifestCheck meanwhile = manifest -> {
            System.arraycopy(swapped, 0, content, 0, Math.min(swapped.length, content.length));
            return List.of();
        };
        byte[] before = content.clone();
        server.loader.add(meanwhile);
        PluginId id = server.install(content);
        assertThat(content).isNotEqualTo(before);
        assertThat(server.store.content(id)).hasValueSatisfying(kept -> assertThat(kept).isEqualTo(before));
        assertThat(activate("1.0.0").state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void a15ASignatureIsCheckedOverTheVeryBytesThatAreLoaded() {
        PluginId id = run("1.0.0", acme);
        server.plugins.deactivate("probe", "test");
        server.store.replace(id, SignedPackage.of(plugin("1.0.0").file("more", new byte[1]), acme));
        assertThatThrownBy(() -> activate("1.0.0")).isInstanceOf(PluginException.class).hasMessageContaining("was changed");
    }

    /** The file of the signatures is not in the digest, so nothing in it may be run. */
    @Test
    void a17TheModuleIsNotTheFileThatNoSignatureCovers() {
        String manifest = plugin("1.0.0").manifest().replace("wasm: plugin.wasm", "wasm: plugin.sig");
        assertThat(refusal(TestPackage.zip(Map.of("plugin.yaml", manifest.getBytes(UTF_8), "plugin.sig", Guests.wasm("basic"))))).contains("plugin.sig cannot be read");
        String shown = refusal(TestPackage.zip(Map.of("plugin.yaml", manifest.getBytes(UTF_8), "plugin.sig", acme.file(
                new PluginId("probe", "1.0.0", Digest.of(new byte[0]))))));
        assertThat(shown).contains("/server/wasm").contains("plugin.sig");
    }

    private PluginId run(String version, Publisher publisher) {
        PluginId id = server.install(publisher == null ? plugin(version).build() : SignedPackage.of(plugin(version), publisher));
        activate(version);
        return id;
    }

    private PluginView activate(String version) {
        return server.plugins.activate("probe", Optional.of(version), "test");
    }

    private Digest digest(String name, String content) throws InstallException {
        return new PackageReader().read(plugin("1.0.0").file(name, content.getBytes(UTF_8)).build()).id().digest();
    }

    private String refusal(byte[] content) {
        try {
            server.plugins.install(content, "test");
            throw new AssertionError("it was installed");
        } catch (InstallException refused) {
            return refused.getMessage();
        }
    }

    private static TestPackage plugin(String version) {
        return TestPackage.of("probe", version, "basic").filter("the_content", "echo");
    }
}
