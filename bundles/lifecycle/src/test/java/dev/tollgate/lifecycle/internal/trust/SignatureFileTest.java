package dev.tollgate.lifecycle.internal.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureFileTest {
    private static final String KEY = "a".repeat(64);
    private static final String SIGNATURE = Base64.getEncoder().encodeToString(new byte[64]);
    private static final String ONE = "{\"key\": \"" + KEY + "\", \"signature\": \"" + SIGNATURE + "\"}";

    @Test
    void whatIsWrittenReadsTheSame() {
        PluginId id = new PluginId("probe", "1.0.0", Digest.of(new byte[0]));
        List<PackageSignature> signatures = List.of(Publisher.named("acme").sign(id), Publisher.named("other").sign(id));
        assertThat(SignatureFile.read(SignatureFile.write(signatures))).isEqualTo(signatures);
        assertThat(read("{\"signatures\": [" + ONE + "]}")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"signatures\": []}", "{\"signatures\": {}}", "{\"signatures\": [null]}", "{\"signatures\": [ONE], \"trusted\": true}",
        "{\"signatures\": [ONE, ONE]}", "{\"signatures\": [ONE], \"signatures\": [ONE]}", "{\"signatures\": [ONE]} {}",
        "{\"signatures\": [{\"key\": \"KEY\", \"signature\": \"SIG\", \"algorithm\": \"none\"}]}", "{\"signatures\": [{\"key\": \"KEY\"}]}",
        "{\"signatures\": [{\"key\": \"KEY\", \"key\": \"KEY\", \"signature\": \"SIG\"}]}",
        "{\"signatures\": [{\"key\": \"KE\", \"signature\": \"SIG\"}]}", "{\"signatures\": [{\"key\": 1, \"signature\": \"SIG\"}]}",
        "{\"signatures\": [{\"key\": \"KEY\", \"signature\": \"AAAA\"}]}", "{\"signatures\": [{\"key\": \"KEY\", \"signature\": \"SIGN\"}]}",
        "{\"signatures\": [{\"key\": \"KEY\", \"signature\": \" SIG\"}]}"})
    void a17AnythingElseIsRefused(String form) {
        String text = form.replace("ONE", ONE).replace("KEY", KEY).replace("SIGN", SIGNATURE.replace("A==", "B==").substring(0, 86)).replace("SIG", SIGNATURE);
        assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLargeOneOrOneOfManyIsRefusedByItsNumber() {
        assertThatThrownBy(() -> SignatureFile.read(new byte[SignatureFile.MOST_BYTES + 1])).hasMessage("it has 16385 bytes; at most 16384 are taken");
        String many = String.join(",", IntStream.rangeClosed(0, SignatureFile.MOST_SIGNATURES).mapToObj(i -> ONE).toList());
        assertThatThrownBy(() -> read("{\"signatures\": [" + many + "]}")).hasMessageContaining("a list of 1 to 16 signatures");
    }

    @Test
    void whatItSaysIsShownPlainAndCut() {
        assertThatThrownBy(() -> read("{\"" + "\\u001b".repeat(1000) + "\": 1}")).satisfies(refused -> {
            assertThat(refused.getMessage()).doesNotContain("\u001b").hasSizeLessThan(500);
        });
    }

    private static List<PackageSignature> read(String text) {
        return SignatureFile.read(text.getBytes(UTF_8));
    }
}
