package dev.tollgate.examples.texttools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphsTest {
    @Test
    void blankLinesSeparateParagraphs() {
        assertThat(Paragraphs.first(8, "one\nstill one\n\n\n  two \n \t\r\nthree\n")).containsExactly("one\nstill one", "two", "three");
    }

    @Test
    void whiteSpaceHoldsNone() {
        assertThat(Paragraphs.first(8, "")).isEmpty();
        assertThat(Paragraphs.first(8, " \n\n \r\n")).isEmpty();
    }

    @Test
    void stopsAtTheLimit() {
        assertThat(Paragraphs.first(2, "a\n\nb\n\nc")).containsExactly("a", "b");
    }
}
