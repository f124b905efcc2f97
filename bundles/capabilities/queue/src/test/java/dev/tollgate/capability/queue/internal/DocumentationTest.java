package dev.tollgate.capability.queue.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/gates/queue.md shows is what the code takes. */
class DocumentationTest {
    private static final String REST = "apiVersion: tollgate/v1\nslug: image-tools\nname: Image tools\nversion: 1.4.0\nserver: { wasm: plugin.wasm }\n";

    private final String document = read();

    @Test
    void theManifestIsValid() throws Exception {
        Manifest manifest = new ManifestReader().read((REST + block("yaml")).getBytes(StandardCharsets.UTF_8));
        assertThat(manifest.job("resize").orElseThrow().maxRetry()).isEqualTo(5);
    }

    @Test
    void theBatchIsTaken() throws Exception {
        Batch batch = Batch.read(block("json"));
        assertThat(batch.wishes()).hasSize(2);
        assertThat(batch.wishes().get(0).body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"width\": 100}");
    }

    @Test
    void everyFunctionIsInTheTable() {
        Intake intake = new Intake();
        for (String function : GateContract.of(new QueueCapability(intake, intake)).functions()) {
            assertThat(document).contains("\n| `" + function + "` |");
        }
    }

    private String block(String language) {
        var block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(document);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String read() {
        try {
            return Files.readString(Path.of(System.getProperty("basedir", "."), "../../../docs/gates/queue.md"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
