package dev.tollgate.abi.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KvKeyTest {
    @Test
    void a47aKeyHasOneTo256BytesHoweverManyCharactersThatIs() {
        assertThat(new KvKey("€".repeat(85)).utf8()).hasSize(255);
        assertThat(new KvKey("k".repeat(256)).utf8()).hasSize(256);
        assertThatThrownBy(() -> new KvKey("€".repeat(86))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key has 1 to 256 bytes, not 258");
        assertThatThrownBy(() -> new KvKey("")).hasMessage("a key has 1 to 256 bytes, not 0");
    }

    @Test
    void a29halfOfASurrogatePairIsNoKeyAndNoPrefix() {
        assertThatThrownBy(() -> new KvKey("a\ud83d")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not text: it has half of a surrogate pair");
        assertThatThrownBy(() -> KvRange.of("\ude00", Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIsWhatItsBytesSay() {
        KvKey key = new KvKey("a\u0000%_/../\ud83d\ude00");

        assertThat(KvKey.of(key.utf8())).isEqualTo(key);
    }

    @Test
    void aRangeBeginsAfterTheCursorWhereThatIsWithinThePrefix() {
        assertThat(KvRange.of("a", Optional.empty()).from()).containsExactly('a');
        assertThat(KvRange.of("a", Optional.of(new KvKey("ab"))).from()).containsExactly('a', 'b', 0);
        assertThat(KvRange.of("b", Optional.of(new KvKey("az"))).from()).containsExactly('b');
        assertThat(KvRange.of("a", Optional.of(new KvKey("b"))).from()).as("an empty range").containsExactly('a', 0xff);
        assertThat(KvRange.of("a", Optional.empty()).until()).containsExactly('a', 0xff);
    }
}
