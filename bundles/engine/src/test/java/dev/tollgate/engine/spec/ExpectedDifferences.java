package dev.tollgate.engine.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where an engine is known to differ from version 2.0, as {@code expected-differences.txt} lists it with the reasons. */
record ExpectedDifferences(List<Line> lines) {
    /**
     * @param engine    an engine's label, or {@code all}
     * @param sometimes whether the command passes or fails as the JVM likes; written as a question mark
     */
    private record Line(String engine, String file, int line, boolean sometimes) {
        static Line of(String text) {
            String[] words = text.split("[ :]+", 4);
            if (words.length < 4) {
                throw new IllegalArgumentException("not \"engine file:line reason\": " + text);
            }
            boolean sometimes = words[2].endsWith("?");
            return new Line(words[0], words[1], Integer.parseInt(words[2].replace("?", "")), sometimes);
        }

        boolean isOf(String someEngine, String someFile) {
            return file.equals(someFile) && (engine.equals("all") || engine.equals(someEngine));
        }
    }

    static ExpectedDifferences read() {
        try (InputStream in = Objects.requireNonNull(ExpectedDifferences.class.getResourceAsStream("expected-differences.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ExpectedDifferences(text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Line::of).toList());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Lines that may fail. */
    SortedSet<Integer> possible(String engine, String file) {
        return numbers(lines.stream().filter(line -> line.isOf(engine, file)));
    }

    /** Lines that must fail, or are to be taken off the list. */
    SortedSet<Integer> certain(String engine, String file) {
        return numbers(lines.stream().filter(line -> line.isOf(engine, file) && !line.sometimes));
    }

    private static SortedSet<Integer> numbers(Stream<Line> lines) {
        return lines.map(Line::line).collect(Collectors.toCollection(TreeSet::new));
    }
}
