package dev.tollgate.capability.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.capability.secrets.internal.SecretsCapability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the document shows is what the code takes. */
class DocumentationTest {
    private static final String REST = "apiVersion: tollgate/v1\nslug: image-tools\nname: Image tools\nversion: 1.4.0\nserver: { wasm: plugin.wasm }\n";

    private final String document = read();

    @Test
    void theManifestsAreValid() throws Exception {
        for (MatchResult block : Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(document).results().toList()) {
            new ManifestReader().read((REST + block.group(1)).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void theGrantIsNarrowerThanWhatTheManifestAsks() throws Exception {
        GateContract contract = GateContract.of(new SecretsCapability(null));
        String grant = Pattern.compile("`(\\{\"names\".*?})`").matcher(document).results().findFirst().orElseThrow().group(1);
        String block = Pattern.compile("```yaml\n([^`]*names:.*?)```", Pattern.DOTALL).matcher(document).results().findFirst().orElseThrow().group(1);
        Manifest manifest = new ManifestReader().read((REST + block).getBytes(StandardCharsets.UTF_8));
        String asked = manifest.capabilities().get("secrets").toString();

        assertThat(contract.covers(asked, grant)).isTrue();
        assertThat(contract.covers(grant, asked)).isFalse();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("../../../docs/gates/config-and-secrets.md"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
