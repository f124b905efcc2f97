package dev.tollgate.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In what order, from where and up to where a store lists keys. */
abstract class KvListContract extends KvSpaceContract {
    @Test
    void a47aPrefixIsTextAndNoPattern() {
        List.of("a%b", "a%", "a_b", "axb", "a", "b%", "%", "_", "\\", "\\%", "a\u0000b", "A%").forEach(key -> put(SPACE, key, ""));

        assertThat(list("a%")).containsExactly("a%", "a%b");
        assertThat(list("a_")).containsExactly("a_b");
        assertThat(list("%")).containsExactly("%");
        assertThat(list("_")).containsExactly("_");
        assertThat(list("\\")).containsExactly("\\", "\\%");
        assertThat(list("a\u0000")).containsExactly("a\u0000b");
        assertThat(list("a")).containsExactly("a", "a\u0000b", "a%", "a%b", "a_b", "axb");
        assertThat(list("ab")).isEmpty();
    }

    @Test
    void keysStandInTheOrderOfTheirBytes() {
        List.of("\ud83d\ude00", "\uffff", "é", "z", "a", "Z", "ab", "a\u0000").forEach(key -> put(SPACE, key, ""));

        assertThat(list("")).containsExactly("Z", "a", "a\u0000", "ab", "z", "é", "\uffff", "\ud83d\ude00");
    }

    @Test
    void aPrefixOfCharactersWithSeveralBytesFindsThoseOnly() {
        List.of("é1", "é2", "è1", "ê1", "\ud83d\ude00x").forEach(key -> put(SPACE, key, ""));

        assertThat(list("é")).containsExactly("é1", "é2");
        assertThat(list("\ud83d\ude00")).containsExactly("\ud83d\ude00x");
    }

    @Test
    void pageAfterPageShowsEachKeyOnce() {
        List<String> all = new ArrayList<>();
        for (int i = 100; i < 250; i++) {
            all.add("job/" + i);
            put(SPACE, "job/" + i, "");
        }
        put(SPACE, "job", "");
        put(SPACE, "job0", "");

        List<String> seen = new ArrayList<>();
        Optional<KvKey> after = Optional.empty();
        do {
            List<KvKey> page = store.list(access(SPACE, START), KvRange.of("job/", after), 7);
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            page.forEach(key -> seen.add(key.text()));
            after = page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1));
        } while (after.isPresent());
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void a47aCursorOutsideOfThePrefixLeadsNowhereElse() {
        List.of("a", "b1", "b2", "c").forEach(key -> put(SPACE, key, ""));

        assertThat(list("b", "a")).containsExactly("b1", "b2");
        assertThat(list("b", "b1")).containsExactly("b2");
        assertThat(list("b", "b11")).containsExactly("b2");
        assertThat(list("b", "c")).isEmpty();
    }

    @Test
    void expiredKeysAreNotListedAndTakeNoPlaceInAPage() {
        for (int i = 0; i < 20; i++) {
            put(SPACE, "a" + i, bytes(""), Optional.of(START.plusMillis(5)), START);
        }
        put(SPACE, "b", "");

        assertThat(store.list(access(SPACE, START.plusMillis(5)), KvRange.of("", Optional.empty()), 2))
                .containsExactly(new KvKey("b"));
    }

    private List<String> list(String prefix) {
        return store.list(access(SPACE, START), KvRange.of(prefix, Optional.empty()), 1_000).stream().map(KvKey::text).toList();
    }

    private List<String> list(String prefix, String after) {
        return store.list(access(SPACE, START), KvRange.of(prefix, Optional.of(new KvKey(after))), 1_000).stream()
                .map(KvKey::text).toList();
    }
}
