package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.bridge.JobLimits.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/gates/queue.md and the configuration file show is what the code does. */
class DocumentationTest {
    private List<String> lines;
    private final Properties file = new Properties();

    @BeforeEach
    void read() throws Exception {
        lines = Files.readAllLines(Path.of(System.getProperty("basedir", "."), "../../docs/gates/queue.md"));
        try (var in = Files.newBufferedReader(Path.of(System.getProperty("basedir", "."), "../../config/dev.tollgate.bridge.cfg"))) {
            file.load(in);
        }
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void eachLimitHasItsDefaultAndItsMost(Limit limit) throws Exception {
        String value = setting(limit.key());
        assertThat(cells("`" + limit.key() + "`").subList(1, 3)).map(cell -> cell.replace(",", ""))
                .containsExactly(value, Integer.toString(limit.most()));
        assertThat(file.getProperty(limit.key())).isEqualTo(value);
    }

    @Test
    void eachOptionHasItsCaps() {
        assertThat(cells("`delay`").get(3)).startsWith("`" + EnqueueOptions.LONGEST_DELAY.toDays() + "d`");
        assertThat(cells("`unique_for`").get(3)).startsWith("`" + EnqueueOptions.LONGEST_UNIQUE.toDays() + "d`");
        assertThat(cells("`max_retry`").get(3)).startsWith(Integer.toString(EnqueueOptions.MOST_RETRIES));
        assertThat(cells("`idempotency_key`").get(3)).startsWith(Integer.toString(EnqueueOptions.LONGEST_KEY));
    }

    @Test
    void theFileHasEverySettingAtItsDefault() throws Exception {
        for (var setting : BridgeSettings.class.getDeclaredMethods()) {
            String key = setting.getName().replace('_', '.');
            assertThat(file.getProperty(key)).as(key).isEqualTo(String.valueOf(setting.getDefaultValue()));
        }
        assertThat(file).hasSize(BridgeSettings.class.getDeclaredMethods().length);
    }

    private static String setting(String key) throws NoSuchMethodException {
        return String.valueOf(BridgeSettings.class.getMethod(key.replace('.', '_')).getDefaultValue());
    }

    private List<String> cells(String first) {
        String row = lines.stream().filter(line -> line.startsWith("| " + first + " |")).findFirst().orElseThrow();
        return Arrays.stream(row.substring(2).split("\\|")).map(String::strip).toList();
    }
}
