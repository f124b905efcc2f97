package dev.tollgate.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/HEALTH.md has the checks that there are, with their tags. */
class DocumentationTest {
    private static final Pattern PROPERTY = Pattern.compile("\"hc\\.(name|tags)=([a-z ]+)\"");

    @Test
    void everyCheckIsInTheTable() throws Exception {
        Map<String, String> documented = new TreeMap<>();
        Pattern.compile("(?m)^\\| `(tollgate [a-z ]+)` \\| (?:`([a-z]+)`)? *\\|").matcher(Files.readString(Path.of("../../docs/HEALTH.md")))
                .results().forEach(row -> documented.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
        assertThat(documented).isNotEmpty().isEqualTo(declared());
    }

    private static Map<String, String> declared() throws Exception {
        Map<String, String> checks = new TreeMap<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/tollgate/health/internal"))) {
            for (Path source : sources.filter(file -> file.toString().endsWith("Check.java")).toList()) {
                String text = Files.readString(source);
                Map<String, String> properties = PROPERTY.matcher(text).results().filter(found -> !found.group(2).equals("tollgate"))
                        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
                if (properties.containsKey("name")) {
                    checks.put(properties.get("name"), properties.getOrDefault("tags", ""));
                }
            }
        }
        return checks;
    }
}
