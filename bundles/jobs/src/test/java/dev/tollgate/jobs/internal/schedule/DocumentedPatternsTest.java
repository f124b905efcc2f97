package dev.tollgate.jobs.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The patterns that docs/SCHEDULES.md shows are patterns. */
class DocumentedPatternsTest {
    private static final Pattern SHOWN = Pattern.compile("`(@\\w+|[0-9*][^`\\s]*(?: [^`\\s]+){4,5})`");
    private static final String NEVER = "0 0 30 2 *";

    @Test
    void everyPatternInTheDocumentationCanBeReadButTheOneThatNeverFires() throws IOException {
        String text = Files.readString(Path.of("../../docs/SCHEDULES.md"));
        List<String> shown = SHOWN.matcher(text).results().map((MatchResult match) -> match.group(1)).filter(pattern -> !pattern.equals(NEVER)).toList();

        assertThat(text).contains("`" + NEVER + "`");
        assertThat(shown).hasSize(12).allSatisfy(CronPattern::of);
    }
}
