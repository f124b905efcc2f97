package dev.tollgate.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** The page on capabilities shows the example as it is. {@link OrdersIT} runs the session on it. */
public class WritingACapabilityTest {
    private static final Path PAGE = Path.of("../../docs/WRITING-A-CAPABILITY.md");
    private static final Path EXAMPLE = Path.of("../../examples/capability-orders");
    private static final Pattern BLOCK = Pattern.compile("```([a-z]*)\n(.*?)```", Pattern.DOTALL);

    private final String page = read(PAGE);

    @Test
    public void eachBlockIsInOneOfTheExamplesFilesWordByWord() throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.walk(EXAMPLE)) {
            files = all.filter(path -> path.toString().matches(".*\\.(java|xml|yaml)") && !path.startsWith(EXAMPLE.resolve("target")))
                    .map(WritingACapabilityTest::read).toList();
        }
        List<MatchResult> blocks = BLOCK.matcher(page).results().filter(block -> !block.group(1).isEmpty()).toList();
        assertEquals(Set.of("java", "xml", "yaml"), blocks.stream().map(block -> block.group(1)).collect(Collectors.toSet()));
        for (MatchResult block : blocks) {
            assertTrue("in no file: " + block.group(2), files.stream().anyMatch(file -> file.contains(block.group(2))));
        }
    }

    @Test
    public void theCapabilityHasAsManyLinesAsThePageSaysAndFewerThanForty() {
        long lines = Stream.of("gate/OrdersGate.java", "gate/Customers.java", "internal/Orders.java")
                .flatMap(file -> read(EXAMPLE.resolve("src/main/java/com/example/shop").resolve(file)).lines())
                .filter(line -> !line.isBlank() && !line.startsWith("import ") && !line.startsWith("package ")).count();
        assertTrue(lines + " lines", lines < 40);
        assertTrue("the page does not say that it is " + lines + " lines", page.contains("are " + lines + " lines together, without imports"));
    }

    @Test
    public void theExampleHasNoParentAndNoPathOutOfItsFolder() {
        String pom = read(EXAMPLE.resolve("pom.xml"));
        assertFalse(pom.contains("<parent>"));
        assertFalse(pom.contains("../"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
