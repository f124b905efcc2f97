package dev.tollgate.abi.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/AUDIT.md has every verb, and no other. */
class AuditPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| ((?:`[a-z.]+` ?)+)\\|", Pattern.MULTILINE);
    private static final Pattern VERB = Pattern.compile("`([a-z.]+)`");

    @Test
    void everyVerbIsThere() throws Exception {
        String page = Files.readString(Path.of("../../docs/AUDIT.md"));
        List<String> written = ROW.matcher(page).results().flatMap(row -> VERB.matcher(row.group(1)).results()).map((MatchResult verb) -> verb.group(1)).toList();
        assertThat(written).containsExactlyInAnyOrderElementsOf(Arrays.stream(Verb.values()).map(Verb::text).toList());
    }
}
