package dev.tollgate.examples.texttools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void escapesWhatWouldEndOrBreakAString() {
        var json = new StringBuilder();
        Json.quote(json, "a\"b\\c\n\u001Fé");

        assertThat(json).hasToString("\"a\\\"b\\\\c\\u000a\\u001fé\"");
    }
}
