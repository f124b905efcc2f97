package dev.tollgate.shell.internal.noun;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.shell.internal.model.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** docs/COMMANDS.md is made from the commands: {@code -Dtollgate.reference.write=true} writes it anew. */
class ReferenceTest {
    private static final Path PAGE = Path.of("../../docs/COMMANDS.md");
    private static final String MADE = "<!-- From here on made by ReferenceTest. -->\n";

    @Test
    void thePageHasEachCommandAsItIs() throws Exception {
        String page = Files.readString(PAGE);
        String head = page.substring(0, page.indexOf(MADE) + MADE.length());
        String made = head + reference();
        if (Boolean.getBoolean("tollgate.reference.write")) {
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(made);
    }

    private static String reference() throws Exception {
        Bed bed = new Bed();
        SortedMap<String, String> usages = new TreeMap<>();
        bed.nouns.forEach(noun -> usages.putAll(new Commands(noun).usages()));
        StringBuilder text = new StringBuilder();
        for (String command : usages.keySet()) {
            String line = Samples.lines().stream().filter(each -> each.equals(command) || each.startsWith(command + " ")).findFirst().orElseThrow();
            JsonNode data = new ObjectMapper().readTree(bed.run(line + " --json").out());
            text.append("\n## ").append(command).append("\n\n```text\n").append(usages.get(command).lines().filter(each -> !each.contains("--help ")
                    && !each.contains("--json ")).reduce((one, other) -> one + "\n" + other).orElseThrow()).append("\n```\n\nJSON: ")
                    .append(data.isArray() ? "an array of " : "").append(shape(data.isArray() ? data.get(0) : data)).append('\n');
        }
        return text.toString();
    }

    /** Names of fields; what is in a field is one line, however deep. */
    private static String shape(JsonNode node) {
        if (!node.isObject()) {
            return "values";
        }
        List<String> fields = new ArrayList<>();
        node.properties().forEach(field -> fields.add("`" + field.getKey() + "`" + inner(field.getValue())));
        return String.join(", ", fields);
    }

    private static String inner(JsonNode value) {
        if (value.isArray()) {
            return value.isEmpty() || !value.get(0).isObject() ? " (an array)" : " (an array of " + shape(value.get(0)) + ")";
        }
        return value.isObject() ? " (" + shape(value) + ")" : "";
    }
}
