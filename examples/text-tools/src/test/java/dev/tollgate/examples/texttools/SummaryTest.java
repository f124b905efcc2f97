package dev.tollgate.examples.texttools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.examples.texttools.Summary.WordCount;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void countsWordsWithoutRegardToCase() {
        var summary = Summary.of("The cat and the dog. THE END");

        assertThat(summary.words()).isEqualTo(7);
        assertThat(summary.distinct()).isEqualTo(5);
    }

    @Test
    void ranksByCountAndThenByAlphabet() {
        assertThat(Summary.of("c b a b d d").top())
                .containsExactly(new WordCount("b", 2), new WordCount("d", 2), new WordCount("a", 1));
    }

    @Test
    void namesTheFirstOfTheLongestWords() {
        assertThat(Summary.of("one three seven").longest()).isEqualTo("three");
    }

    @Test
    void hasNothingToSayAboutTextWithoutWords() {
        assertThat(Summary.of(" -- ... ").toJson()).isEqualTo("{\"words\":0,\"distinct\":0,\"longest\":\"\",\"top\":[]}");
    }

    @Test
    void becomesJson() {
        assertThat(Summary.of("so so good").toJson()).isEqualTo(
                "{\"words\":3,\"distinct\":2,\"longest\":\"good\",\"top\":[{\"word\":\"so\",\"count\":2},{\"word\":\"good\",\"count\":1}]}");
    }
}
