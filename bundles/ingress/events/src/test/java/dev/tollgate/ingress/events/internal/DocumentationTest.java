package dev.tollgate.ingress.events.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.Event;

/** What docs/ingress/eventadmin.md shows is what the code does. */
class DocumentationTest {
    private static final String REST = "apiVersion: tollgate/v1\nslug: order-mail\nname: Mail\nversion: 1.0.0\nserver: { wasm: plugin.wasm }\n";

    @Test
    void theExampleGoesWhereItSays() throws Exception {
        String document = Files.readString(Path.of("../../../docs/ingress/eventadmin.md"));
        Properties file = new Properties();
        file.load(new StringReader(block("properties", document)));
        TopicRoute route = Settings.route("topics", new String[] {file.getProperty("topics")}, "slug", file.getProperty("slug"), "ingress",
                file.getProperty("ingress"), "filter", file.getProperty("filter"), "correlation_property", file.getProperty("correlation.property"));
        Manifest manifest = new ManifestReader().read((REST + block("yaml", document)).getBytes(StandardCharsets.UTF_8));
        assertThat(manifest.service().orElseThrow().ingress(route.ingress()).orElseThrow().kinds())
                .contains(route.kind().of("com/example/orders/PAID"));

        // As the document's Java does it.
        Map<String, Object> properties = Map.of("order.id", 4711, "amount", new BigDecimal("12.50"), "items", List.of("tea", "cup"));
        assertThat(block("java", document)).contains("Map.of(\"order.id\", 4711, \"amount\", new BigDecimal(\"12.50\"), \"items\", List.of(\"tea\", \"cup\"))");
        assertThat(FrameworkUtil.createFilter(route.filter().orElseThrow()).matches(properties)).isTrue();
        JsonMapper json = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
        assertThat(json.readTree(EventJson.of(new Event("com/example/orders/PAID", properties), route.maxBytes())))
                .isEqualTo(json.readTree(block("json", document)));
        assertThat(properties.get(route.correlation().orElseThrow())).hasToString("4711");
    }

    private static String block(String language, String document) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(document).results().findFirst().orElseThrow().group(1);
    }
}
