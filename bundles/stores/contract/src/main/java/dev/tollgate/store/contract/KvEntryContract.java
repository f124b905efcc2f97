package dev.tollgate.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link KvStore} does with one entry. */
abstract class KvEntryContract {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final long PLENTY = 10L << 20;
    static final String SPACE = "notes";

    KvStore store;

    /** An empty store; called once for each test. */
    protected abstract KvStore open();

    /** What another process finds in the store that {@link #open} opened. */
    protected abstract KvStore openAgain();

    @BeforeEach
    final void openTheStore() {
        store = open();
    }

    @Test
    void nothingIsThereAtFirst() {
        assertThat(value(SPACE, "a", START)).isEmpty();
        assertThat(store.bytes(access(SPACE, START))).isZero();
    }

    @Test
    void anEntryIsAsItWasPutLast() {
        byte[] large = new byte[KvEntry.MOST_BYTES];
        new Random(1).nextBytes(large);
        for (byte[] value : List.of(new byte[0], new byte[] {0, -1, 0}, large, new byte[0])) {
            put(SPACE, "a", value, Optional.empty(), START);
            assertThat(store.get(access(SPACE, START), new KvKey("a")).orElseThrow().value()).isEqualTo(value);
        }
    }

    @Test
    void aChangerSeesWhatIsThereAndDecidesWhatBecomesOfIt() {
        KvEntry first = new KvEntry(bytes("1"), Optional.of(START.plusSeconds(9)));
        store.change(access(SPACE, START), new KvKey("a"), PLENTY, present -> {
            assertThat(present).isEmpty();
            return KvChange.put(first, true);
        });
        Optional<String> seen = store.change(access(SPACE, START), new KvKey("a"), PLENTY, present ->
                KvChange.none(text(present.orElseThrow()) + " until " + present.get().expires().orElseThrow()));

        assertThat(seen).contains("1 until " + START.plusSeconds(9));
        assertThat(value(SPACE, "a", START)).contains("1");
    }

    @Test
    void whatAChangerThrowsIsThrownOnAndNothingIsChanged() {
        put(SPACE, "a", "1");
        IllegalStateException refusal = new IllegalStateException("no");

        assertThatThrownBy(() -> store.change(access(SPACE, START), new KvKey("a"), PLENTY, present -> {
            throw refusal;
        })).isSameAs(refusal);

        assertThat(value(SPACE, "a", START)).contains("1");
        put(SPACE, "a", "2");
        assertThat(value(SPACE, "a", START)).contains("2");
    }

    @Test
    void anEntryIsDeletedAndDeletingNothingIsNoError() {
        put(SPACE, "a", "1");
        put(SPACE, "b", "2");

        assertThat(delete(SPACE, "a")).isTrue();
        assertThat(delete(SPACE, "a")).isFalse();

        assertThat(value(SPACE, "a", START)).isEmpty();
        assertThat(value(SPACE, "b", START)).contains("2");
    }

    @Test
    void anEntryIsThereUntilItsExpiryAndNotAtIt() {
        Instant expiry = START.plusMillis(500);
        put(SPACE, "a", bytes("1"), Optional.of(expiry), START);

        assertThat(value(SPACE, "a", expiry.minusMillis(1))).contains("1");
        assertThat(value(SPACE, "a", expiry)).isEmpty();
        Optional<Boolean> there = store.change(access(SPACE, expiry), new KvKey("a"), PLENTY,
                present -> KvChange.none(present.isPresent()));
        assertThat(there).contains(false);
    }

    @Test
    void whatIsPutInPlaceOfAnExpiredEntryHasAnExpiryOfItsOwn() {
        put(SPACE, "a", bytes("1"), Optional.of(START.plusMillis(1)), START);
        put(SPACE, "a", bytes("2"), Optional.empty(), START.plusMillis(1));

        assertThat(value(SPACE, "a", START.plusSeconds(1_000_000))).contains("2");
    }

    @Test
    void a47anExpiryBeyondWhatTheStoreCanWriteDownIsNeverAndNotThePast() {
        put(SPACE, "a", bytes("1"), Optional.of(Instant.MAX), START);

        assertThat(value(SPACE, "a", START.plusSeconds(1_000_000))).contains("1");
    }

    @Test
    void anotherProcessFindsEverythingAsItWas() {
        put(SPACE, "a", bytes("1"), Optional.of(START.plusMillis(7)), START);
        put(SPACE, "b", "2");
        long held = store.bytes(access(SPACE, START));

        KvStore again = openAgain();

        assertThat(again.get(access(SPACE, START), new KvKey("a")).orElseThrow().expires()).contains(START.plusMillis(7));
        assertThat(again.get(access(SPACE, START), new KvKey("b")).map(KvEntryContract::text)).contains("2");
        assertThat(again.bytes(access(SPACE, START))).isEqualTo(held);
    }

    static KvAccess access(String space, Instant at) {
        return new KvAccess(space, at, Duration.ofSeconds(60));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(KvEntry entry) {
        return new String(entry.value(), StandardCharsets.UTF_8);
    }

    final Optional<String> value(String space, String key, Instant at) {
        return store.get(access(space, at), new KvKey(key)).map(KvEntryContract::text);
    }

    final void put(String space, String key, String value) {
        put(space, key, bytes(value), Optional.empty(), START);
    }

    final void put(String space, String key, byte[] value, Optional<Instant> expires, Instant at) {
        assertThat(put(space, key, value, expires, at, PLENTY)).as("there is room").isTrue();
    }

    final boolean put(String space, String key, byte[] value, Optional<Instant> expires, Instant at, long mostBytes) {
        return store.change(access(space, at), new KvKey(key), mostBytes,
                present -> KvChange.put(new KvEntry(value, expires), true)).orElse(false);
    }

    final boolean delete(String space, String key) {
        return store.change(access(space, START), new KvKey(key), 0, present -> KvChange.delete(present.isPresent())).orElseThrow();
    }
}
