package dev.tollgate.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvRange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What a store does with a space: whose it is, and how full it may be. */
abstract class KvSpaceContract extends KvEntryContract {
    @Test
    void a47entriesOfTwoSpacesNeverMeetHoweverTheirKeysAreSpelled() {
        Map<String, List<String>> keys = Map.of(
                "abc", List.of("d", "../abcd/d", "abcd/d", "d\u0000", "\u0000abcd\u0000d", "'; --"),
                "abcd", List.of("d", "../abc/d", "abc/d", "/d", "\u0000"),
                "abc-d", List.of("d", "-d", "c-d", "%", "_"));
        keys.forEach((space, all) -> all.forEach(key -> put(space, key, space + " has " + key)));

        keys.forEach((space, all) -> {
            assertThat(store.list(access(space, START), KvRange.of("", Optional.empty()), 100))
                    .extracting(KvKey::text).containsExactlyInAnyOrderElementsOf(all);
            all.forEach(key -> assertThat(value(space, key, START)).contains(space + " has " + key));
        });
        assertThat(value("abc-d", "abc/d", START)).isEmpty();
        assertThat(delete("abc", "abc/d")).isFalse();
    }

    @Test
    void aSpaceThatIsForgottenIsEmptyAndOthersAreNot() {
        for (int i = 0; i < 1_100; i++) {
            put(SPACE, "key " + i, "x");
        }
        put("other", "a", "1");

        store.forget(SPACE);
        store.forget(SPACE);
        store.forget("never-there");

        assertThat(store.list(access(SPACE, START), KvRange.of("", Optional.empty()), 10)).isEmpty();
        assertThat(store.bytes(access(SPACE, START))).isZero();
        assertThat(value("other", "a", START)).contains("1");
        put(SPACE, "a", "2");
        assertThat(store.bytes(access(SPACE, START))).isEqualTo(KvEntry.LEAST_COUNTED);
    }

    @Test
    void aSpaceIsFilledToItsLastByteAndNotBeyond() {
        assertThat(put(SPACE, "a", new byte[599], Optional.empty(), START, 1_000)).isTrue();
        assertThat(put(SPACE, "b", new byte[400], Optional.empty(), START, 1_000)).isFalse();
        assertThat(value(SPACE, "b", START)).isEmpty();
        assertThat(put(SPACE, "b", new byte[399], Optional.empty(), START, 1_000)).isTrue();

        assertThat(store.bytes(access(SPACE, START))).isEqualTo(1_000);
        assertThat(put("other", "a", new byte[999], Optional.empty(), START, 1_000)).as("each has its own").isTrue();
    }

    @Test
    void aSpaceThatHoldsMoreThanItMayNowCanShrinkAndNotGrow() {
        put(SPACE, "a", new byte[499], Optional.empty(), START);
        put(SPACE, "b", new byte[499], Optional.empty(), START);

        assertThat(put(SPACE, "a", new byte[500], Optional.empty(), START, 100)).isFalse();
        assertThat(put(SPACE, "a", new byte[499], Optional.empty(), START, 100)).isTrue();
        assertThat(put(SPACE, "a", new byte[300], Optional.empty(), START, 100)).isTrue();
        assertThat(delete(SPACE, "b")).isTrue();
        assertThat(store.bytes(access(SPACE, START))).isEqualTo(301);
    }

    @Test
    void expiredEntriesTakeNoRoom() {
        Instant expiry = START.plusMillis(1);
        for (int i = 0; i < 1_100; i++) {
            put(SPACE, "lapsing " + i, new byte[0], Optional.of(expiry), START);
        }
        long most = 1_100L * KvEntry.LEAST_COUNTED;
        assertThat(put(SPACE, "a", new byte[0], Optional.empty(), START, most)).isFalse();

        assertThat(store.bytes(access(SPACE, expiry))).isZero();
        byte[] value = new byte[(int) most - 1];
        assertThat(put(SPACE, "a", value, Optional.empty(), expiry, most)).isTrue();
        assertThat(store.bytes(access(SPACE, expiry))).isEqualTo(most);
        assertThat(put(SPACE, "b", new byte[0], Optional.empty(), expiry, most)).isFalse();
    }

    @Test
    void whatASpaceHoldsIsTheSumOfItsEntriesWhateverWasDoneToThem() {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("seed " + seed + ": what a space holds");
        Random random = new Random(seed);
        Map<KvKey, KvEntry> model = new HashMap<>();
        Instant now = START;
        for (int step = 0; step < 600; step++) {
            now = now.plusMillis(random.nextInt(40));
            Instant at = now;
            model.values().removeIf(entry -> entry.expired(at));
            KvKey key = new KvKey("k".repeat(1 + random.nextInt(30)));
            if (random.nextInt(4) == 0) {
                store.change(access(SPACE, at), key, 0, present -> KvChange.delete(true));
                model.remove(key);
            } else {
                KvEntry entry = new KvEntry(new byte[random.nextInt(300)], random.nextBoolean() ? Optional.empty()
                        : Optional.of(at.plusMillis(1 + random.nextInt(400))));
                KvEntry before = model.put(key, entry);
                boolean fits = held(model) <= 2_000 || before != null && entry.bytes(key) <= before.bytes(key);
                assertThat(put(SPACE, key.text(), entry.value(), entry.expires(), at, 2_000)).as("step " + step).isEqualTo(fits);
                if (!fits) {
                    model.remove(key);
                    if (before != null) {
                        model.put(key, before);
                    }
                }
            }
            assertThat(store.bytes(access(SPACE, at))).as("step " + step).isEqualTo(held(model));
        }
        assertThat(store.list(access(SPACE, now), KvRange.of("", Optional.empty()), 100))
                .containsExactlyInAnyOrderElementsOf(model.keySet());
    }

    private static long held(Map<KvKey, KvEntry> model) {
        return model.entrySet().stream().mapToLong(entry -> entry.getValue().bytes(entry.getKey())).sum();
    }
}
