package dev.tollgate.ingress.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.web.HttpResponse;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/ingress/webhook.md shows is what the code does. */
class DocumentationTest {
    private static final String REST = "apiVersion: tollgate/v1\nslug: build-board\nname: Board\nversion: 1.0.0\nserver: { wasm: plugin.wasm }\n";

    @TempDir
    private Path folder;
    private String document;

    @BeforeEach
    void read() throws Exception {
        document = Files.readString(Path.of("../../../docs/ingress/webhook.md"));
    }

    @Test
    void theExampleIsAnswered202() throws Exception {
        Properties file = new Properties();
        file.load(new StringReader(block("properties")));
        Path secret = Files.writeString(folder.resolve("secret"), Bed.hex("a", "b") + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        List<Object> pairs = new ArrayList<>(List.of("unsigned", "refused"));
        pairs.addAll(List.of("content_types", new String[] {file.remove("content.types").toString()}));
        file.forEach((key, value) -> pairs.addAll(List.of(key.toString().replace('.', '_'), key.equals("secret.file") ? secret.toString() : value)));
        pairs.add("kind");
        pairs.add(null);
        Bed bed = new Bed(pairs.toArray());

        String body = found("body='([^']*)'", block("sh", 1));
        Request request = Request.of(body).path(found("127.0.0.1:8080(/[a-z/]*)", document))
                .with("X-Hub-Signature-256", "sha256=" + Bed.hex(Bed.hex("a", "b"), body));
        Pattern.compile("-H '([A-Za-z-]+): ([^']+)'").matcher(document).results().forEach(header -> request.with(header.group(1), header.group(2)));
        assertThat(bed.status(request)).isEqualTo(202);

        Manifest manifest = new ManifestReader().read((REST + block("yaml")).getBytes(StandardCharsets.UTF_8));
        assertThat(manifest.service().orElseThrow().ingress(bed.offered.get(0).ingress()).orElseThrow().kinds()).contains(bed.offered.get(0).kind());
        assertThat(bed.offered.get(0).slug()).isEqualTo(manifest.slug());
    }

    @Test
    void theSignatureOfTheExampleIsRight() {
        assertThat(Bed.hex("It's a Secret to Everybody", "Hello, World!")).isEqualTo(found("`([0-9a-f]{64})`", document));
    }

    @Test
    void everyStatusIsInTheTable() {
        Set<Integer> answered = Stream.of(Answers.ACCEPTED, Answers.UNREADABLE, Answers.UNSIGNED, Answers.UNKNOWN, Answers.NOT_POST, Answers.TOO_SLOW,
                Answers.TOO_LARGE, Answers.WRONG_TYPE, Answers.QUEUE_FULL, Answers.BUSY, Answers.UNAVAILABLE).map(HttpResponse::status)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Pattern.compile("(?m)^\\| ([0-9]{3}) \\|").matcher(document).results().map(row -> Integer.valueOf(row.group(1))))
                .containsExactlyElementsOf(answered);
    }

    private String block(String language) {
        return block(language, 0);
    }

    private String block(String language, int index) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(document).results().skip(index)
                .map((MatchResult block) -> block.group(1)).findFirst().orElseThrow();
    }

    private static String found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
    }
}
