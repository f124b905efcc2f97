package dev.tollgate.shell.internal.noun;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.shell.internal.model.Commands;
import dev.tollgate.shell.internal.model.Reply;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each command once for people and once for programs, of plugins that write whatever harms. */
class EveryCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bed bed = new Bed();

    static List<String> lines() throws Exception {
        return Samples.lines();
    }

    static Set<String> commands() {
        Set<String> commands = new TreeSet<>();
        new Bed().nouns.forEach(noun -> commands.addAll(new Commands(noun).usages().keySet()));
        return commands;
    }

    @Test
    void everyCommandIsTriedHere() throws Exception {
        assertThat(commands()).allSatisfy(command -> assertThat(lines()).anyMatch(line -> line.equals(command) || line.startsWith(command + " ")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a61ATableFitsEightyColumnsAndCanHarmNoTerminal(String line) {
        Reply reply = bed.run(line);
        assertThat(reply.err()).isEmpty();
        assertThat(reply.out()).isNotBlank();
        assertThat(reply.out().lines()).allSatisfy(each -> {
            assertThat(each.length()).as(each).isLessThanOrEqualTo(80);
            assertThat(each).doesNotContainPattern("[\\p{Cc}\\p{Cf}]").doesNotStartWith("error: all plugins");
        });
        assertThat(reply.out().length()).isLessThan(30_000);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a61JsonIsOneThatParsesInAscii(String line) throws Exception {
        Reply reply = bed.run(line + " --json");
        assertThat(reply.err()).isEmpty();
        assertThat(reply.out()).matches("(?s)[\\n\\x20-\\x7e]+");
        JsonNode data = JSON.readTree(reply.out());
        assertThat(data.isContainerNode()).isTrue();
        assertThat(data).isNotEmpty();
        assertThat(JSON.getFactory().createParser(reply.out()).readValueAsTree().toString().length()).isLessThan(60_000);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfEachSaysHowItIsCalled(String command) {
        Reply reply = bed.run(command + " --help");
        assertThat(reply.err()).isEmpty();
        assertThat(reply.out()).contains("Usage: tollgate:" + command, "--json");
        assertThat(reply.out().lines()).allMatch(each -> each.length() <= 80);
    }

    @Test
    void helpOfAGroupNamesItsCommands() {
        assertThat(bed.run("jobs --help").out()).contains("Usage: tollgate:jobs", "list", "retry", "pause");
        assertThat(commands().stream().map(name -> name.split(" ")[0]).collect(Collectors.toSet())).hasSizeGreaterThan(20);
    }
}
