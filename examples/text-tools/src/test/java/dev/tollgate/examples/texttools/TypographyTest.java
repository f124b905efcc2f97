package dev.tollgate.examples.texttools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypographyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"Hello\" she said      | “Hello” she said",
        "'single' and ('nested') | ‘single’ and (‘nested’)",
        "\"'Deep,' he wrote.\"   | “‘Deep,’ he wrote.”",
        "it's the dogs' turn     | it’s the dogs’ turn",
        "back in '98             | back in ’98",
        "'2001' is a film        | ‘2001’ is a film",
        "pages 3--7              | pages 3–7",
        "wait---what?            | wait—what?",
        "-----                   | -----",
        "a-b                     | a-b",
        "and so on...            | and so on…",
        "1..2 and ....           | 1..2 and ....",
        "two  or   three         | two or three",
        "naïve “done” 𝄞          | naïve “done” 𝄞",
    })
    void setsText(String typed, String set) {
        assertThat(Typography.of(typed)).isEqualTo(set);
    }

    @Test
    void leavesMarkupAlone() {
        assertThat(Typography.of("<a title=\"a -- b\">\"x\"</a><!-- n -->")).isEqualTo("<a title=\"a -- b\">“x”</a><!-- n -->");
    }

    @Test
    void takesALoneAngleForText() {
        assertThat(Typography.of("1 < 2 and <b unclosed \"x\"")).isEqualTo("1 < 2 and <b unclosed “x”");
    }

    @Test
    void keepsTheIndentationOfALine() {
        assertThat(Typography.of("a\n    b  c")).isEqualTo("a\n    b c");
    }

    @Test
    void leavesEmptyTextEmpty() {
        assertThat(Typography.of("")).isEmpty();
    }
}
