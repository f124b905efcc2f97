package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.abi.manifest.Violation;
import dev.tollgate.abi.schema.PayloadJson;
import dev.tollgate.abi.schema.PayloadSchema;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookPayloadException;
import dev.tollgate.lifecycle.HookPoint;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.TypedHookResult;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** What docs/HOOKS.md shows is what the code does: its Java is below word by word, and run. */
class HooksPageTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."));
    private static final String REST = "apiVersion: tollgate/v1\nslug: image-tools\nname: Image tools\nversion: 1.4.0\nserver: { wasm: plugin.wasm }\n";

    private final Server server = new Server();
    private final List<String> complaints = new ArrayList<>();

    String title(Hooks hooks, String title) {
        HookResult result = hooks.filter("the_title", title.getBytes(UTF_8));
        return new String(result.value(), UTF_8);
    }

    JsonNode menu(Hooks hooks, JsonNode menu) {
        return hooks.filter("the_menu", menu).value();
    }

    record Post(String title, List<String> tags) {
    }

    static final HookPoint<Post> BEFORE_SAVE = HookPoint.filter("before_save", Post.class, """
            {
              "type": "object",
              "required": ["title", "tags"],
              "properties": {
                "title": {"type": "string", "minLength": 1, "maxLength": 80},
                "tags": {"type": "array", "maxItems": 10, "items": {"type": "string", "pattern": "^[a-z-]+$"}}
              }
            }""");

    void start(BundleContext context) {
        context.registerService(HookPoint.class, BEFORE_SAVE, null);
    }

    Post beforeSave(Hooks hooks, Post post) {
        TypedHookResult<Post> result = hooks.filter(BEFORE_SAVE, post);
        for (HandlerReport report : result.reports()) {
            if (report.ending() == Ending.INVALID) {
                complaints.add(report.plugin().slug() + ": " + report.detail());
            }
        }
        return result.value();
    }

    @Test
    void bytesAndJsonPassThroughPlugins() {
        returns("title", "the_title", "Another");
        returns("menu", "the_menu", "[\"home\"]");
        assertThat(title(server.hooks, "One")).isEqualTo("Another");
        assertThat(menu(server.hooks, JsonNodeFactory.instance.arrayNode()).toString()).isEqualTo("[\"home\"]");
    }

    @Test
    void objectsPassWhereAPointIsRegisteredAndAreCheckedBothWays() {
        start((BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (self, method, arguments) -> {
                    server.points.add((HookPoint<?>) arguments[1]);
                    return null;
                }));
        returns("alpha", "before_save", "{\"title\":\"Better\",\"tags\":[\"new\"],\"more\":1}");
        returns("bravo", "before_save", "{\"title\":\"\",\"tags\":[]}");
        assertThat(beforeSave(server.hooks, new Post("Good", List.of()))).isEqualTo(new Post("Better", List.of("new")));
        assertThat(complaints).singleElement().asString().startsWith("bravo: ").contains("/title");
        assertThatThrownBy(() -> beforeSave(server.hooks, new Post("Good", List.of("NO", "n o")))).isInstanceOfSatisfying(
                HookPayloadException.class, refused -> assertThat(refused.violations()).extracting(Violation::pointer)
                        .containsExactlyInAnyOrder("/tags/0", "/tags/1"));
    }

    @Test
    void thePagesJavaIsWhatIsRunHere() throws Exception {
        String here = Files.readString(FOLDER.resolve("src/test/java/dev/tollgate/lifecycle/internal/HooksPageTest.java"));
        List<String> blocks = blocks("java");
        assertThat(blocks).hasSize(3).allSatisfy(block -> assertThat(here).contains(block.lines()
                .map(line -> line.isEmpty() ? "\n" : "    " + line + "\n").collect(Collectors.joining())));
    }

    @Test
    void thePagesManifestIsValid() throws Exception {
        Manifest manifest = new ManifestReader().read((REST + blocks("yaml").get(0)).getBytes(UTF_8));
        assertThat(manifest.hooks().filters().get(1).before()).containsExactly("minifier");
        assertThat(manifest.hooks().filters().get(1).priority()).isEqualTo(10);
        assertThat(manifest.hooks().actions().get(0).name()).isEqualTo("image-tools.saved");
    }

    @Test
    void thePagesBoundsAndEndingsAreThoseOfTheCode() throws Exception {
        String page = page();
        for (Ending ending : Ending.values()) {
            assertThat(page).contains("\n| `" + ending + "` |");
        }
        assertThat(page).contains("at most " + PayloadSchema.MOST_BYTES / 1_024 + " KiB")
                .contains(String.format(Locale.ROOT, "at most %d levels and %,d names", PayloadJson.MOST_DEPTH, PayloadJson.MOST_TOKENS))
                .contains(String.format(Locale.ROOT, "no more than %,d characters", PayloadSchema.MOST_PATTERN_STEPS));
        assertThat(Ceilings.Settings.class.getMethod("hook_chain_ms").getDefaultValue()).as("10 s").isEqualTo(10_000L);
    }

    private static List<String> blocks(String language) throws Exception {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page()).results()
                .map((MatchResult block) -> block.group(1)).toList();
    }

    private static String page() throws Exception {
        return Files.readString(FOLDER.resolve("../../docs/HOOKS.md"));
    }

    /** A plugin that listens to the hook and returns this. */
    private void returns(String slug, String hook, String output) {
        server.config.set(slug, "greeting", output, "test");
        server.install(TestPackage.of(slug, "1.0.0", "basic").filter(hook, "greet").build());
        server.plugins.activate(slug, Optional.empty(), "test");
    }
}
