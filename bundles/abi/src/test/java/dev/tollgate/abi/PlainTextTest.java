package dev.tollgate.abi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    /** A61: line ends, terminal sequences and marks of direction cannot forge a line. */
    @Test
    void a61LineEndsTerminalSequencesAndBidiMarksAreSpelledOut() {
        assertThat(PlainText.of("one\r\ntwo\u001b[31m\u202e\u2028\ud800"))
                .isEqualTo("one\\u000d\\u000atwo\\u001b[31m\\u202e\\u2028\\ud800");
        assertThat(PlainText.of("Grüße, 世界 🙂")).isEqualTo("Grüße, 世界 🙂");
    }

    @Test
    void lineEndsCanBeKept() {
        assertThat(PlainText.lines("one\ntwo\u001b")).isEqualTo("one\ntwo\\u001b");
    }
}
