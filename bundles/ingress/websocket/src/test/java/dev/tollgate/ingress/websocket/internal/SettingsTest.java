package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Path DOCS = Path.of("../../../docs/ingress/websocket.md");
    private static final Map<String, Object> LEAST = Map.of("uri", "wss://stream.example.com/v1?key=1", "slug", "listener", "ingress", "feed");

    @Test
    void theFileOfTheLimitsSaysTheDefaults() throws Exception {
        Properties file = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("../../../config/" + LimitSettings.PID + ".cfg"))) {
            file.load(in);
        }
        assertThat(file).isEqualTo(Map.of("connections.most", "100", "plugin.most", "10"));
        assertThat(Connections.seats(Bed.settings(LimitSettings.class, Map.of()))).isNotNull();
        for (String key : new String[] {"connections_most", "plugin_most"}) {
            assertThatThrownBy(() -> Connections.seats(Bed.settings(LimitSettings.class, Map.of(key, 0))))
                    .hasMessageContaining(LimitSettings.PID + ": " + key.replace('_', '.'));
        }
    }

    @Test
    void theSampleOfAConnectionHasEachKeyAndSaysTheDefaults() throws Exception {
        String sample = Files.readString(Path.of("../../../config/" + ConnectionSettings.PID + "-example.cfg.sample"));
        Map<String, String> keys = new HashMap<>();
        Pattern.compile("(?m)^(?:# )?([a-z][a-z.]*) = ?(.*)$").matcher(sample).results().forEach(line -> keys.put(line.group(1), line.group(2)));
        Map<String, String> expected = new HashMap<>();
        for (Method setting : ConnectionSettings.class.getDeclaredMethods()) {
            String key = setting.getName().replace('_', '.');
            Object value = setting.getDefaultValue();
            expected.put(key, value == null || value instanceof String[] ? keys.getOrDefault(key, "missing") : value.toString());
        }
        assertThat(keys).isEqualTo(expected);
    }

    @Test
    void theDefaultsAreThoseOfTheIssue() {
        Terms terms = Bed.terms("feed", LEAST);
        assertThat(terms.name()).isEqualTo("feed");
        assertThat(terms.kinds()).isEqualTo(new Kinds("text", "open", "close", "error"));
        assertThat(terms.backoff()).isEqualTo(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)));
        assertThat(terms.whenRunning()).isTrue();
        assertThat(terms.address()).isEqualTo("wss://stream.example.com/v1");
    }

    @Test
    void everySettingThatIsNotAllowedIsRefusedByItsNameAndNoSecretIsInTheMessage() {
        refused("uri", "http://x.example.com/", "wss://user:hidden@x.example.com/", "wss://x.example.com/#hidden", "wss:///hidden", "", "wss://x y/hidden");
        refused("slug", "", "No", "a");
        refused("ingress", " ");
        refused("kind_text", "");
        refused("message_bytes", 0, 16_777_217);
        refused("send_bytes", 0);
        refused("send_queue", 0, 1_001);
        refused("connect_ms", 0);
        refused("ping_ms", 999);
        refused("idle_ms", 999, 30_000);
        refused("hold_ms", -1);
        refused("reconnect_ms", 0);
        refused("reconnect_most_ms", 999);
        refused("stable_ms", -1);
        refused("subprotocols", (Object) new String[] {"a b"});
        refused("headers", new String[] {"Host: hidden"}, new String[] {"Sec-WebSocket-Key: hidden"}, new String[] {"hidden"},
                new String[] {"A: hidden\u0001"}, new String[] {"A B: hidden"});
        refused("headers_files", (Object) new String[] {"Authorization: \0"});
        for (String pid : new String[] {ConnectionSettings.PID, ConnectionSettings.PID + "~", ConnectionSettings.PID + "~a b"}) {
            assertThatThrownBy(() -> Terms.of(pid, Bed.settings(ConnectionSettings.class, LEAST))).hasMessageContaining("~NAME");
        }
    }

    @Test
    void severalHeadersStandOnLinesOfTheirOwn() throws Exception {
        assertThat(Headers.of(new String[] {"A: 1\n B: x, y:z\n", "C: "}, new String[0]).read()).isEqualTo(Map.of("A", "1", "B", "x, y:z", "C", ""));
    }

    @Test
    void theExampleOfTheDocumentationIsGoodAndItsTableHasEverySettingWithItsDefault() throws Exception {
        String docs = Files.readString(DOCS);
        Matcher example = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL).matcher(docs);
        assertThat(example.find()).isTrue();
        Properties file = new Properties();
        file.load(new StringReader(example.group(1)));
        Map<String, Object> values = new HashMap<>();
        Map<String, Method> settings = Arrays.stream(ConnectionSettings.class.getDeclaredMethods())
                .collect(Collectors.toMap(setting -> setting.getName().replace('_', '.'), setting -> setting));
        file.forEach((key, value) -> {
            Method setting = settings.get(key);
            assertThat(setting).as("setting %s", key).isNotNull();
            values.put(setting.getName(), setting.getReturnType() == int.class ? Integer.valueOf((String) value)
                    : setting.getReturnType().isArray() ? new String[] {(String) value} : value);
        });
        assertThat(Bed.terms("prices", values).slug()).isEqualTo("price-watch");
        settings.forEach((key, setting) -> {
            Object value = setting.getDefaultValue();
            assertThat(docs).contains("| `" + key + "` | " + (value == null ? "needed" : value instanceof String[] ? "none" : "`" + value + "`") + " |");
        });
    }

    @Test
    void theFileOfTheDocumentationIsNamedAsFileInstallReadsIt() throws Exception {
        // What stands after the first '-' is the name; FileInstall knows no '~' and takes such a file for a configuration that nobody reads.
        assertThat(Files.readString(DOCS)).contains("etc/" + ConnectionSettings.PID + "-prices.cfg").doesNotContain("~prices.cfg");
    }

    @Test
    void theCommandOfTheDocumentationIsOneThatTheHostTakes() throws Exception {
        Matcher output = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCS));
        assertThat(output.find()).isTrue();
        JsonNode command = new JsonMapper().readTree(output.group(1)).path("commands").path(0);
        assertThat(command.path("command").textValue()).isEqualTo(SendCommand.NAME);
        assertThat(command.path("connection").textValue()).isEqualTo("prices");
    }

    private static void refused(String key, Object... values) {
        for (Object value : values) {
            Map<String, Object> settings = new HashMap<>(LEAST);
            settings.put(key, value);
            assertThatThrownBy(() -> Bed.terms("feed", settings)).as(key).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(ConnectionSettings.PID + "~feed: " + key.replace('_', '.')).satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hidden"));
        }
    }
}
