package dev.tollgate.capability.kv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.kv.KvScope;
import dev.tollgate.capability.testkit.TestCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KvCapabilityTest extends KvTestBase {
    @Test
    void guestsImportTheseFunctions() {
        GateContract contract = GateContract.of(kv);

        assertThat(contract.name()).hasToString("tollgate:kv@1");
        assertThat(contract.functions().stream().collect(Collectors.toMap(name -> name, name -> contract.function(name).orElseThrow().type())))
                .isEqualTo(Map.of(
                        "get", "(i32,i32)->i64",
                        "set", "(i32,i32,i32,i32,i64)->i64",
                        "delete", "(i32,i32)->i64",
                        "increment", "(i32,i32,i64)->i64",
                        "compare_and_set", "(i32,i32,i32,i32,i32,i32,i32,i64)->i64",
                        "list", "(i32,i32,i32,i32,i32)->i64"));
    }

    @Test
    void whatIsSetIsReadBytesForBytesAndEmptyIsNotAbsent() throws GateException {
        byte[] value = {0, -1, 10};
        kv.set(call, "a", value, 0);
        kv.set(call, "b", NOTHING, 0);

        assertThat(kv.get(call, "a")).isEqualTo(value);
        assertThat(kv.get(call, "b")).isEmpty();
        refused(Errno.ENOENT, () -> kv.get(call, "c"));
    }

    @Test
    void a63AKeyOfAnotherPluginAnswersAsOneThatNobodyHas() throws GateException {
        kv.set(call, "theirs", bytes("1"), 0);
        TestCall other = callOf("other");
        for (String key : List.of("theirs", "nobodys")) {
            refused(Errno.ENOENT, () -> kv.get(other, key));
            refused(Errno.ENOENT, () -> kv.delete(other, key));
            assertThat(kv.increment(other, key, 5)).as("counted from nothing").isEqualTo("5");
        }
        assertThat(value("theirs")).isEqualTo("1");
    }

    @Test
    void whatIsDeletedIsGone() throws GateException {
        put("a", "1");

        kv.delete(call, "a");

        refused(Errno.ENOENT, () -> kv.get(call, "a"));
        refused(Errno.ENOENT, () -> kv.delete(call, "a"));
    }

    @Test
    void aTtlEndsAnEntryToTheMillisecondAndASetWithoutOneKeepsIt() throws GateException {
        kv.set(call, "a", bytes("1"), 1);
        kv.set(call, "b", bytes("1"), 5);
        kv.set(call, "b", bytes("2"), 0);
        assertThat(value("a")).isEqualTo("1");

        clock.turn(Duration.ofMillis(1));
        refused(Errno.ENOENT, () -> kv.get(call, "a"));
        clock.turn(Duration.ofDays(100_000));
        assertThat(value("b")).isEqualTo("2");
    }

    @Test
    void a47aTtlIsNeitherNegativeNorLongerThanTenYearsNorDoesItOverflow() throws GateException {
        for (long ttl : new long[] {-1, Long.MIN_VALUE, Duration.ofDays(3_650).toMillis() + 1, Long.MAX_VALUE, 1L << 62}) {
            refused(Errno.EINVAL, () -> kv.set(call, "a", NOTHING, ttl));
            refused(Errno.EINVAL, () -> kv.compareAndSet(call, "a", NOTHING, NOTHING, 1, ttl));
        }
        kv.set(call, "a", NOTHING, Duration.ofDays(3_650).toMillis());
        assertThat(kv.get(call, "a")).isEmpty();
    }

    @Test
    void a47aHugeKeyIsRefusedWhereverOneIsTaken() throws GateException {
        String huge = "€".repeat(86);
        refused(Errno.ETOOBIG, () -> kv.get(call, huge));
        refused(Errno.ETOOBIG, () -> kv.set(call, huge, NOTHING, 0));
        refused(Errno.ETOOBIG, () -> kv.delete(call, huge));
        refused(Errno.ETOOBIG, () -> kv.increment(call, huge, 1));
        refused(Errno.ETOOBIG, () -> kv.compareAndSet(call, huge, NOTHING, NOTHING, 1, 0));
        refused(Errno.ETOOBIG, () -> kv.list(call, "", huge, 1));
        refused(Errno.ETOOBIG, () -> kv.set(call, "a", new byte[(256 << 10) + 1], 0));
        kv.set(call, "k".repeat(256), new byte[256 << 10], 0);
        refused(Errno.EINVAL, () -> kv.set(call, "", NOTHING, 0));
    }

    @Test
    void a29textThatIsNoneIsRefusedAndANulIsACharacterLikeOthers() throws GateException {
        refused(Errno.EINVAL, () -> kv.set(call, "a\ud83d", NOTHING, 0));
        refused(Errno.EINVAL, () -> kv.list(call, "\ude00", "", 1));
        refused(Errno.EINVAL, () -> kv.list(call, "", "\ude00", 1));
        put("a", "1");
        put("a\u0000", "2");
        put("a\u0000b", "3");

        assertThat(value("a")).isEqualTo("1");
        assertThat(value("a\u0000")).isEqualTo("2");
        assertThat(kv.list(call, "a\u0000", "", 9).keys()).containsExactly("a\u0000", "a\u0000b");
    }

    @Test
    void a47pluginsWhoseNamesAndKeysMakeTheSameTextNeverMeet() throws GateException {
        TestCall shorter = callOf("abc");
        TestCall longer = callOf("abc-d");
        kv.set(shorter, "-d/e", bytes("shorter"), 0);
        kv.set(longer, "/e", bytes("longer"), 0);
        kv.set(shorter, "../abc-d//e", bytes("traversal"), 0);

        assertThat(kv.get(longer, "/e")).isEqualTo(bytes("longer"));
        assertThat(kv.list(longer, "", "", 10).keys()).containsExactly("/e");
        refused(Errno.ENOENT, () -> kv.get(longer, "-d/e"));
        refused(Errno.ENOENT, () -> kv.delete(longer, "../abc/-d/e"));
    }

    @Test
    void versionsOfAPluginShareWhatItKeepsUntilItIsForgotten() throws GateException {
        put("a", "1");
        kv.set(callOf("other"), "a", bytes("2"), 0);
        TestCall next = callOf("notes").withPlugin("notes", "2.0.0");
        kv.prepare(next.plugin(), Map.of());
        assertThat(kv.get(next, "a")).isEqualTo(bytes("1"));

        kv.forget("notes");
        kv.forget("notes");

        refused(Errno.ENOENT, () -> kv.get(next, "a"));
        assertThat(kv.get(callOf("other"), "a")).isEqualTo(bytes("2"));
    }

    @Test
    void aCeilingThatIsNoneIsNamedWithItsSetting() {
        assertThatThrownBy(() -> new KvCapability(store, clock, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("configuration dev.tollgate.kv: most.bytes is -1, allowed is 0 or more; correct it, or remove it");
    }

    @Test
    void aGrantCanOnlyNarrow() {
        GateContract contract = GateContract.of(kv);

        assertThat(contract.scope("{}")).isEqualTo(new KvScope(10L << 20));
        assertThat(contract.covers("{\"max_bytes\": 100}", "{\"max_bytes\": 100}")).isTrue();
        assertThat(contract.covers("{\"max_bytes\": 100}", "{\"max_bytes\": 0}")).isTrue();
        assertThat(contract.covers("{\"max_bytes\": 100}", "{\"max_bytes\": 101}")).isFalse();
        assertThat(contract.covers("{\"max_bytes\": 100}", "{}")).as("which is 10 MiB").isFalse();
        assertThatThrownBy(() -> contract.scope("{\"max_bytes\": -1}")).hasMessageContaining("max_bytes is -1, allowed is 0 or more");
        assertThatThrownBy(() -> contract.scope("{\"maxBytes\": 1}")).hasMessageContaining("unknown field");
    }
}
