package dev.tollgate.lifecycle.internal.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.Signer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyTest {
    private static final PluginId ID = new PluginId("probe", "1.0.0", Digest.of(new byte[] {1}));
    private static final Optional<Signer> NOBODY = Optional.empty();

    private final Publisher acme = Publisher.named("acme");
    private final Publisher other = Publisher.named("other");
    private final Map<String, Object> configuration = new HashMap<>(Map.of("unsigned", "refused", "keys", acme.line() + "," + other.line()));

    @Test
    void aPackageIsItsSigners() throws Exception {
        assertThat(signer(ID, List.of(acme.sign(ID)), NOBODY)).contains(new Signer("acme", acme.key().fingerprint()));
        assertThat(signer(ID, List.of(acme.sign(ID), other.sign(ID)), Optional.of(new Signer("other", ID.digest())))).as("of two, the owner")
                .map(Signer::publisher).contains("other");
    }

    @Test
    void anUnsignedPackageIsRefusedUnlessThatIsAllowedAndSoIsOneOfAKeyThatNobodyNamed() throws Exception {
        Publisher stranger = Publisher.named("acme");
        assertThat(refusal(ID, List.of())).contains("it is unsigned, and unsigned packages are refused here", "keys", "dev.tollgate.trust");
        assertThat(refusal(ID, List.of(stranger.sign(ID)))).contains("it is unsigned as far as is known here", stranger.key().fingerprint().hex());
        configuration.put("unsigned", "allowed");
        assertThat(signer(ID, List.of(), NOBODY)).isEmpty();
        assertThat(signer(ID, List.of(stranger.sign(ID)), NOBODY)).isEmpty();
    }

    @Test
    void a17ASignatureOverAnotherPackageVersionOrSlugIsRefusedAlsoWhereUnsignedIsAllowed() {
        configuration.put("unsigned", "allowed");
        for (PluginId signed : List.of(new PluginId("prober", "1.0.0", ID.digest()), new PluginId("probe", "1.0.1", ID.digest()),
                new PluginId("probe", "1.0.0", Digest.of(new byte[] {2})))) {
            assertThat(refusal(ID, List.of(acme.sign(signed)))).contains("its signature with the key " + acme.key().fingerprint().brief() + " of acme is not valid");
        }
        assertThat(refusal(ID, List.of(acme.sign(ID.digest().hex().getBytes(UTF_8))))).as("over the digest alone").contains("is not valid");
        byte[] changed = acme.sign(ID).signature();
        changed[3] ^= 1;
        assertThat(refusal(ID, List.of(new PackageSignature(acme.key().fingerprint(), changed)))).contains("is not valid");
        assertThat(refusal(ID, List.of(new PackageSignature(acme.key().fingerprint(), other.sign(ID).signature())))).as("another key's").contains("is not valid");
        assertThat(refusal(ID, List.of(other.sign(ID), new PackageSignature(acme.key().fingerprint(), changed)))).as("beside a valid one").contains("is not valid");
        assertThat(refusal(ID, List.of(new PackageSignature(acme.key().fingerprint(), new byte[64])))).contains("is not valid");
    }

    @Test
    void a17ASignatureThatIsTruncatedIsNone() {
        byte[] signature = acme.sign(ID).signature();
        assertThatThrownBy(() -> new PackageSignature(acme.key().fingerprint(), Arrays.copyOf(signature, 63)))
                .hasMessage("a signature of Ed25519 has 64 bytes, not 63");
    }

    @Test
    void a17ARevokedKeyOrDigestIsRefusedAlsoWhereUnsignedIsAllowed() throws Exception {
        configuration.put("unsigned", "allowed");
        configuration.put("revoked.keys", acme.key().fingerprint().hex());
        assertThat(refusal(ID, List.of(acme.sign(ID)))).contains("it is signed, but the key " + acme.key().fingerprint().brief() + " was revoked");
        assertThat(signer(ID, List.of(acme.sign(ID), other.sign(ID)), NOBODY)).as("signed again").map(Signer::publisher).contains("other");
        configuration.put("keys", other.line());
        assertThat(refusal(ID, List.of(acme.sign(ID)))).as("its line is gone as well").contains("was revoked");
        configuration.put("revoked.digests", ID.digest().hex());
        assertThat(refusal(ID, List.of(other.sign(ID)))).contains("its digest was revoked", "revoked.digests");
    }

    @Test
    void aKeyForSomePluginsSignsNoOthers() throws Exception {
        configuration.put("unsigned", "allowed");
        configuration.put("keys", acme.line() + " image-* probe");
        assertThat(signer(ID, List.of(acme.sign(ID)), NOBODY)).isPresent();
        PluginId image = new PluginId("image-tools", "1.0.0", ID.digest());
        assertThat(signer(image, List.of(acme.sign(image)), NOBODY)).isPresent();
        PluginId prober = new PluginId("probe2", "1.0.0", ID.digest());
        assertThat(refusal(prober, List.of(acme.sign(prober)))).contains("may sign [image-*, probe] only");
    }

    @Test
    void a55APluginOfOnePublisherIsNotAnothersNorNobodys() throws Exception {
        configuration.put("unsigned", "allowed");
        Optional<Signer> owner = Optional.of(acme.key()).map(key -> new Signer("acme", key.fingerprint()));
        assertThat(refusal(ID, List.of(other.sign(ID)), owner)).contains("probe belongs to acme", "is signed by other", "publisher.change = allowed", "remove the plugin");
        assertThat(refusal(ID, List.of(), owner)).contains("probe belongs to acme", "this one is unsigned");
        Publisher rotated = Publisher.named("acme");
        configuration.put("keys", acme.line() + "\n" + rotated.line());
        assertThat(signer(ID, List.of(rotated.sign(ID)), owner)).as("another key of the same").isPresent();
        configuration.put("publisher.change", "allowed");
        assertThat(signer(ID, List.of(), owner)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"unsigned|Refused|unsigned is 'Refused', expected is allowed or refused", "unsinged|refused|has no unsinged; it has",
        "keys|acme|keys, line 1 ('acme'): expected is 'publisher = key'", "keys|' = AAAA'|keys, line 1", "keys|acme = AAAA|line 1 ('acme = AAAA'): the key is none of Ed25519",
        "keys|acme = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=|of small order", "revoked.keys|abc|revoked.keys, line 1 ('abc'): not a SHA-256 digest",
        "revoked.digests|ABC|revoked.digests, line 1", "publisher.change|yes|publisher.change is 'yes'"})
    void aLineThatCannotBeReadIsNamed(String key, String value, String message) {
        assertThatThrownBy(() -> PolicyReader.read(Map.of(key, value))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("configuration dev.tollgate.trust")
                .hasMessageContaining(message);
    }

    @Test
    void theLineThatIsNamedIsTheOneThatIsWrong() {
        String slugs = acme.line() + ",\n" + other.line() + " Probe";
        assertThatThrownBy(() -> PolicyReader.read(Map.of("keys", slugs))).hasMessageContaining("keys, line 2 ('other = ").hasMessageContaining("not 'Probe'");
        assertThatThrownBy(() -> PolicyReader.read(Map.of("keys", List.of(acme.line(), "again = " + acme.key().text()))))
                .hasMessageContaining("line 2").hasMessageContaining("there already, for acme");
    }

    @Test
    void whatTheContainerAddsIsNoMistake() {
        assertThat(PolicyReader.read(Map.of("service.pid", TrustSettings.PID, "component.id", 7L, "felix.fileinstall.filename", "x", ".alias", "y",
                "keys", new String[] {acme.line()})).keys()).hasSize(1);
        assertThat(PolicyReader.read(Map.of())).isEqualTo(new TrustPolicy(true, false, Map.of(), Set.of(), Set.of()));
    }

    private Optional<Signer> signer(PluginId id, List<PackageSignature> signatures, Optional<Signer> owner) throws UntrustedException {
        return PolicyReader.read(configuration).signer(id, signatures, owner);
    }

    private String refusal(PluginId id, List<PackageSignature> signatures) {
        return refusal(id, signatures, NOBODY);
    }

    private String refusal(PluginId id, List<PackageSignature> signatures, Optional<Signer> owner) {
        return catchThrowableOfType(UntrustedException.class, () -> signer(id, signatures, owner)).getMessage();
    }
}
