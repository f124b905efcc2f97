package dev.tollgate.jobs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page shows code that is compiled and run. */
class DocumentationTest {
    private static final Path PAGE = Path.of("../../docs/TESTING-JOBS.md");
    private static final Path TESTS = Path.of("src/test/java/dev/tollgate/jobs/testkit");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void eachBlockIsInOneOfTheTestsWordByWord() throws IOException {
        String tests;
        try (Stream<Path> all = Files.list(TESTS)) {
            tests = all.filter(file -> file.toString().endsWith("Test.java")).map(DocumentationTest::read).collect(Collectors.joining());
        }
        assertThat(BLOCK.matcher(Files.readString(PAGE)).results().map((MatchResult block) -> indented(block.group(1))).toList())
                .hasSizeGreaterThan(3).allSatisfy(block -> assertThat(tests).contains(block));
    }

    private static String indented(String block) {
        return block.lines().map(line -> line.isEmpty() ? "\n" : "    " + line + "\n").collect(Collectors.joining());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
