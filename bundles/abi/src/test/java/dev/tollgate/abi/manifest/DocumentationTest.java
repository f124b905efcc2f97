package dev.tollgate.abi.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents show is what the code takes. */
class DocumentationTest {
    @Test
    void theReadmesManifestIsValidAndItsDefaultsAreTheDefaults() throws Exception {
        String readme = Files.readString(Path.of("../../README.md"));
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(block.find()).isTrue();
        Manifest shown = new ManifestReader().read(block.group(1).getBytes(StandardCharsets.UTF_8));
        Manifest smallest = new ManifestReader().read(("apiVersion: tollgate/v1\nslug: image-tools\nname: Image tools\n"
                + "version: 1.4.0\nserver: { wasm: plugin.wasm }\n").getBytes(StandardCharsets.UTF_8));
        assertThat(shown.server()).isEqualTo(smallest.server());
        assertThat(shown.limits()).isEqualTo(smallest.limits());
    }
}
