package dev.tollgate.capability.kv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.kv.KvGate;
import dev.tollgate.capability.kv.KvGate.Page;
import dev.tollgate.capability.kv.KvScope;
import dev.tollgate.capability.testkit.TestCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much an invocation writes, a plugin keeps and a page shows. */
class BoundsTest extends KvTestBase {
    private static final int QUARTER = 256 << 10;

    @Test
    void anInvocationWritesAMebibyteAndNotAByteMore() throws GateException {
        for (int i = 0; i < 4; i++) {
            kv.set(call, "a" + i, new byte[QUARTER], 0);
        }
        refused(Errno.EQUOTA, () -> kv.set(call, "a0", new byte[1], 0));
        refused(Errno.EQUOTA, () -> kv.increment(call, "n", 1));
        refused(Errno.EQUOTA, () -> kv.compareAndSet(call, "b", NOTHING, new byte[1], KvGate.OLD_ABSENT, 0));

        kv.set(call, "empty", NOTHING, 0);
        kv.delete(call, "a0");
        kv.compareAndSet(call, "a1", new byte[QUARTER], NOTHING, KvGate.NEW_ABSENT, 0);
        assertThat(kv.get(call, "a2")).hasSize(QUARTER);
        kv.set(callOf("notes"), "a0", new byte[QUARTER], 0);
    }

    @Test
    void whatWasNotWrittenIsNotCounted() throws GateException {
        put("a", "1");
        for (int i = 0; i < 20; i++) {
            refused(Errno.ECONFLICT, () -> kv.compareAndSet(call, "a", bytes("2"), new byte[QUARTER], 0, 0));
        }
        for (int i = 0; i < 4; i++) {
            kv.set(call, "a", new byte[QUARTER], 0);
        }
    }

    @Test
    void aPluginKeepsWhatItWasGranted() throws GateException {
        TestCall narrow = callOf("notes").withScope(new KvScope(1_000L));
        kv.set(narrow, "a", new byte[999], 0);
        refused(Errno.EQUOTA, () -> kv.set(narrow, "b", NOTHING, 0));
        refused(Errno.EQUOTA, () -> kv.increment(narrow, "n", 1));
        kv.set(narrow, "a", new byte[900], 0);
        kv.set(narrow, "b", NOTHING, 0);

        TestCall nothing = callOf("other").withScope(new KvScope(0L));
        refused(Errno.EQUOTA, () -> kv.set(nothing, "a", NOTHING, 0));
        refused(Errno.ENOENT, () -> kv.get(nothing, "a"));
    }

    @Test
    void theOperatorsCeilingStandsAboveEveryGrant() throws GateException {
        KvCapability low = new KvCapability(store, clock, 100);
        low.set(call, "a", new byte[99], 0);

        refused(Errno.EQUOTA, () -> low.set(call, "b", NOTHING, 0));
    }

    @Test
    void pagesHoldAsManyKeysAsAreAskedForAndTheLastHasNoCursor() throws GateException {
        List.of("a", "b1", "b2", "b3", "c").forEach(key -> set(key));

        assertThat(kv.list(call, "b", "", 2)).isEqualTo(new Page(List.of("b1", "b2"), "b2"));
        assertThat(kv.list(call, "b", "b2", 2)).isEqualTo(new Page(List.of("b3"), ""));
        assertThat(kv.list(call, "b", "", 3)).isEqualTo(new Page(List.of("b1", "b2", "b3"), ""));
        assertThat(kv.list(call, "x", "", 3)).isEqualTo(new Page(List.of(), ""));
        for (int limit : new int[] {0, -1, 1_001, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            refused(Errno.EINVAL, () -> kv.list(call, "", "", limit));
        }
    }

    @Test
    void aPageOfLongKeysEndsEarlyAndNoneIsLost() throws GateException {
        List<String> all = new ArrayList<>();
        for (int i = 100; i < 800; i++) {
            all.add(i + "k".repeat(253));
        }
        all.forEach(this::set);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Page page = kv.list(call, "", cursor, 1_000);
            assertThat(page.keys()).hasSizeBetween(1, Pages.MOST_BYTES / 256);
            seen.addAll(page.keys());
            cursor = page.cursor();
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(all);
    }

    private void set(String key) {
        try {
            put(key, "");
        } catch (GateException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
