package dev.tollgate.lifecycle.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.HostRequests;
import dev.tollgate.lifecycle.internal.HandClock;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What docs/SERVICES.md, docs/ABI.md and the configuration files show is what the code does. */
class ServicesDocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "../..");
    private static final String HEAD = "apiVersion: tollgate/v1\nslug: alpha\nname: Alpha\nversion: 1.0.0\nserver: { wasm: plugin.wasm }\n";

    private final List<String> requested = new ArrayList<>();

    @Test
    void theManifestOfTheGuideIsOneAndItsDefaultsAreThose() throws Exception {
        Manifest.Service shown = service("docs/SERVICES.md");
        assertThat(shown.ingress()).extracting(Manifest.Ingress::name).containsExactly("orders", "feed");
        Manifest.Service least = new ManifestReader().read((HEAD + "service: { ingress: [{ name: feed, handler: on_feed }] }")
                .getBytes(StandardCharsets.UTF_8)).service().orElseThrow();
        Manifest.Ingress feed = least.ingress().get(0);
        assertThat(cell("`queue`", 2)).isEqualTo(Integer.toString(least.queue()));
        assertThat(cell("`durable`", 2)).isEqualTo(Boolean.toString(least.durable()));
        assertThat(cell("`on_stop`", 2)).isEqualToIgnoringCase(least.onStop().name());
        assertThat(cell("`ingress.max_bytes`", 2)).isEqualTo(String.format(Locale.ROOT, "%,d", feed.maxBytes()));
        assertThat(cell("`ingress.timeout`", 2)).isEqualTo(feed.timeout());
        assertThat(cell("`ingress.max_retry`", 2)).isEqualTo(Integer.toString(feed.maxRetry()));
    }

    @Test
    void theManifestOfTheAbiIsOne() throws Exception {
        assertThat(service("docs/ABI.md").start()).contains("svc_start");
    }

    @Test
    void theCommandsThatAreShownAreCarriedOut() throws Exception {
        DiagnosticRings log = new DiagnosticRings(10, 10, new HandClock());
        RequestCommand requests = new RequestCommand(RequestRules.of(Outputs.settings("reindex=alpha", 16)), log, Runnable::run, () -> 0);
        requests.add((plugin, name, payload) -> requested.add(name + payload), Outputs.service(1, 0, HostRequests.NAMES, "reindex"));
        OutputCommands output = new OutputCommands(log, requests, () -> 0);
        output.carryOut(Outputs.plugin(Outputs.ALPHA), fenced("docs/SERVICES.md", "json", "commands").getBytes(StandardCharsets.UTF_8));
        output.carryOut(Outputs.plugin(Outputs.ALPHA), fenced("docs/ABI.md", "json", "commands").getBytes(StandardCharsets.UTF_8));
        assertThat(requested).containsExactly("reindex{\"order\":17}");
        assertThat(log.all()).extracting(Diagnostic::text).containsExactly("caught up", "orders lag behind by 40 s");
    }

    @Test
    void eachSettingHasItsDefaultInTheFileAndInTheGuide() throws Exception {
        settings(OutputSettings.class, OutputSettings.PID);
        settings(DiagnosticSettings.class, DiagnosticSettings.PID);
    }

    private static void settings(Class<?> type, String pid) throws IOException {
        Properties file = new Properties();
        try (Reader in = Files.newBufferedReader(ROOT.resolve("config/" + pid + ".cfg"))) {
            file.load(in);
        }
        for (var setting : type.getDeclaredMethods()) {
            String key = setting.getName().replace('_', '.');
            String byDefault = String.valueOf(setting.getDefaultValue());
            assertThat(file.getProperty(key, "")).as(key).isEqualTo(byDefault);
            assertThat(cell("`" + pid + "`: `" + key + "`", 1)).as(key).isEqualTo(byDefault);
        }
    }

    private static Manifest.Service service(String file) throws Exception {
        return new ManifestReader().read((HEAD + fenced(file, "yaml", "service:")).getBytes(StandardCharsets.UTF_8)).service().orElseThrow();
    }

    /** A row of a table of the guide. */
    private static String cell(String first, int index) throws IOException {
        String row = Files.readAllLines(ROOT.resolve("docs/SERVICES.md")).stream().filter(line -> line.startsWith("| " + first + " |")).findFirst().orElseThrow();
        return row.split("\\|", -1)[index + 1].strip();
    }

    /** The code of a language in which a text occurs. */
    private static String fenced(String file, String language, String text) throws IOException {
        for (String block : Files.readString(ROOT.resolve(file)).split("```" + language + "\n")) {
            String code = block.substring(0, Math.max(0, block.indexOf("```")));
            if (code.contains(text)) {
                return code;
            }
        }
        throw new AssertionError(file + " has no " + language + " with " + text);
    }
}
