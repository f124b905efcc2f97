package dev.tollgate.examples.texttools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void punctuationSeparatesWords() {
        assertThat(Words.of("One,two…three—(four) «five» 6!")).containsExactly("one", "two", "three", "four", "five", "6");
    }

    @Test
    void anApostropheOrAHyphenJoinsThem() {
        assertThat(Words.of("don't, it’s well-known -- 'quoted' dogs'"))
                .containsExactly("don't", "it’s", "well-known", "quoted", "dogs");
    }

    @Test
    void capitalsOfLatinGreekAndCyrillicBecomeSmall() {
        assertThat(Words.of("ÄPFEL ΛΟΓΟΣ МОСКВА Ёж × 日本")).containsExactly("äpfel", "λογοσ", "москва", "ёж", "日本");
    }
}
