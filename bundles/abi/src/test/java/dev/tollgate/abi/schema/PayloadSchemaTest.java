package dev.tollgate.abi.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.abi.manifest.Violation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadSchemaTest {
    private static final String POST = """
            {"type": "object", "required": ["title"], "additionalProperties": false,
             "properties": {"title": {"type": "string", "maxLength": 5}, "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}}},
             "$defs": {"tag": {"type": "string", "pattern": "^[a-z]+$"}}}""";

    @Test
    void aPayloadIsCheckedAndEveryViolationNamesItsPlace() throws Exception {
        PayloadSchema schema = PayloadSchema.of(POST);
        assertThat(schema.violations(PayloadJson.read("{\"title\":\"five5\",\"tags\":[\"a\"]}".getBytes(UTF_8)))).isEmpty();
        var wrong = PayloadJson.read("{\"title\":\"sixsix\",\"tags\":[\"a\",\"B\",\"c\\n\"],\"more\":1}".getBytes(UTF_8));
        assertThat(schema.violations(wrong)).extracting(Violation::pointer).containsExactlyInAnyOrder("/title", "/tags/1", "/tags/2", "");
        assertThat(schema.violation(wrong)).isPresent();
        assertThat(schema.violation(PayloadJson.read("[]".getBytes(UTF_8)))).get().extracting(Violation::message).asString().contains("object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "5", "{\"type\": 5}", "{\"type\": \"strin\"}", "{\"properties\": []}", "{\"minLength\": -1}",
        "{\"pattern\": \"(\"}", "{\"$ref\": \"#/$defs/none\"}", "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
        "{\"$schema\": \"http://127.0.0.1:1/other\"}", "{\"type\": \"object\", \"type\": \"string\"}"})
    void whatIsNoSchemaIsRefused(String text) {
        assertThatThrownBy(() -> PayloadSchema.of(text)).isInstanceOf(SchemaRefusedException.class).message().isNotBlank();
    }

    @Test
    void referencesToElsewhereAreRefusedAndNothingIsFetched(@TempDir Path folder) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        server.start();
        Path file = Files.writeString(folder.resolve("string.json"), "{\"type\": \"string\"}");
        String web = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        for (String elsewhere : new String[] {web + "s.json", file.toUri().toString(), "other.json", "classpath:draft/2020-12/schema"}) {
            for (String keyword : new String[] {"$ref", "$dynamicRef"}) {
                assertThatThrownBy(() -> PayloadSchema.of("{\"items\": {\"anyOf\": [{\"" + keyword + "\": \"" + elsewhere + "\"}]}}"))
                        .isInstanceOf(SchemaRefusedException.class).hasMessageContaining("/items/anyOf/0/" + keyword);
            }
        }
        assertThat(PayloadSchema.of("{\"$id\": \"" + web + "root.json\", \"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"type\": \"string\"}}}")
                .violation(PayloadJson.read("1".getBytes(UTF_8)))).isPresent();
        server.stop(0);
        assertThat(asked).hasValue(0);
    }

    /** A framework gives threads class loaders that see nothing of this. */
    @Test
    void schemasAreReadWhateverTheThreadSees() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(PayloadSchema.of(POST).violation(PayloadJson.read("{}".getBytes(UTF_8)))).isPresent();
            assertThatThrownBy(() -> PayloadSchema.of("{\"type\": \"strin\"}")).isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("/type");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void aSchemaIsNoLargerThanTheLimit() {
        assertThatThrownBy(() -> PayloadSchema.of("{\"title\": \"" + "x".repeat(PayloadSchema.MOST_BYTES) + "\"}"))
                .isInstanceOf(SchemaRefusedException.class).hasMessageContaining("at most 262144 bytes");
    }

    @Test
    void aPatternThatTriesEverythingOutIsEnded() throws Exception {
        PayloadSchema schema = PayloadSchema.of("{\"pattern\": \"^(a|aa)+\\\\1b$\"}");
        assertThat(schema.violations(PayloadJson.read(("\"" + "a".repeat(90) + "c\"").getBytes(UTF_8)))).singleElement()
                .extracting(Violation::message).asString().contains("takes too long");
        PayloadSchema deep = PayloadSchema.of("{\"pattern\": \"^(a|b)*$\"}");
        assertThat(deep.violation(PayloadJson.read(("\"" + "ab".repeat(400_000) + "\"").getBytes(UTF_8)))).get()
                .extracting(Violation::message).asString().contains("takes too long");
    }

    @Test
    void aReferenceThatLeadsToItselfEndsWithAMessage() {
        assertThatThrownBy(() -> {
            PayloadSchema circular = PayloadSchema.of("{\"$ref\": \"#\"}");
            assertThat(circular.violation(PayloadJson.read("1".getBytes(UTF_8)))).get().extracting(Violation::message).asString()
                    .contains("lead back");
            throw new SchemaRefusedException("lead back");
        }).isInstanceOf(SchemaRefusedException.class).hasMessageContaining("lead back");
    }

    @Test
    void whereEverythingOfALargePayloadIsWrongOneViolationIsShownAndOfASmallOneTwenty() throws Exception {
        PayloadSchema schema = PayloadSchema.of("{\"items\": {\"type\": \"string\"}}");
        assertThat(schema.violations(PayloadJson.read(("[" + "0,".repeat(9_998) + "0]").getBytes(UTF_8)))).hasSize(20);
        assertThat(schema.violations(PayloadJson.read(("[" + "0,".repeat(9_999) + "0]").getBytes(UTF_8)))).hasSize(1);
    }

    @Test
    void jsonThatIsDeepWideTwofoldOrTrailedIsNotTaken() throws Exception {
        assertThat(PayloadJson.read(("[".repeat(100) + "]".repeat(100)).getBytes(UTF_8)).isArray()).isTrue();
        for (String text : new String[] {"[".repeat(101) + "]".repeat(101), "[" + "0,".repeat(100_000) + "0]", "{\"a\":1,\"a\":2}", "1 2", "", "  ",
            "nul", "{\"a\u001b\":}"}) {
            assertThatThrownBy(() -> PayloadJson.read(text.getBytes(UTF_8))).isInstanceOf(PayloadJson.MalformedException.class)
                    .message().doesNotContain("\u001b").hasSizeLessThan(400);
        }
    }

    @Test
    void whatAPayloadSaysIsMadePlainAndCut() throws Exception {
        PayloadSchema schema = PayloadSchema.of("{\"additionalProperties\": false}");
        String name = "\\u001b[31m" + "x".repeat(5_000);
        assertThat(schema.violations(PayloadJson.read(("{\"" + name + "\": 1}").getBytes(UTF_8)))).singleElement()
                .extracting(Violation::message).asString().doesNotContain("\u001b").hasSizeLessThan(400);
    }
}
