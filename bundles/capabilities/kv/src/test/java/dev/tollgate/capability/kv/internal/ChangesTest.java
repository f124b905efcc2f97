package dev.tollgate.capability.kv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.kv.KvGate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Numbers that are added to, and values that are compared before they are set. */
class ChangesTest extends KvTestBase {
    @Test
    void aNumberBeginsWithNothingAndIsTextThatCanBeReadAndSet() throws GateException {
        assertThat(kv.increment(call, "a", 5)).isEqualTo("5");
        assertThat(kv.increment(call, "a", -7)).isEqualTo("-2");
        assertThat(kv.increment(call, "a", 0)).isEqualTo("-2");
        assertThat(value("a")).isEqualTo("-2");
        put("a", "41");
        assertThat(kv.increment(call, "a", 1)).isEqualTo("42");
    }

    @Test
    void addingKeepsTheExpiry() throws GateException {
        kv.set(call, "a", bytes("1"), 10);
        clock.turn(Duration.ofMillis(9));
        assertThat(kv.increment(call, "a", 1)).isEqualTo("2");

        clock.turn(Duration.ofMillis(1));
        assertThat(kv.increment(call, "a", 1)).isEqualTo("1");
    }

    @Test
    void aSumThatDoesNotFitIsRefusedAndNothingWrapsAround() throws GateException {
        kv.increment(call, "a", Long.MAX_VALUE);
        refused(Errno.EINVAL, () -> kv.increment(call, "a", 1));
        assertThat(kv.increment(call, "a", Long.MIN_VALUE)).isEqualTo("-1");
        assertThat(kv.increment(call, "a", Long.MIN_VALUE + 1)).isEqualTo(Long.toString(Long.MIN_VALUE));
        refused(Errno.EINVAL, () -> kv.increment(call, "a", -1));
        assertThat(value("a")).isEqualTo(Long.toString(Long.MIN_VALUE));
    }

    @Test
    void a29whatIsNoNumberIsNotAddedTo() throws GateException {
        for (String text : new String[] {"", " 1", "1 ", "+1", "-0", "00", "1.5", "0x1", "9223372036854775808", "-", "\u0661", "1\n"}) {
            put("a", text);
            refused(Errno.EINVAL, () -> kv.increment(call, "a", 1));
            assertThat(value("a")).isEqualTo(text);
        }
    }

    @Test
    void aValueIsSetWhereThePresentOneIsTheExpectedOne() throws GateException {
        put("a", "1");

        kv.compareAndSet(call, "a", bytes("1"), bytes("2"), 0, 0);
        refused(Errno.ECONFLICT, () -> kv.compareAndSet(call, "a", bytes("1"), bytes("3"), 0, 0));

        assertThat(value("a")).isEqualTo("2");
    }

    @Test
    void anEmptyValueAndNoneAreTwoThings() throws GateException {
        refused(Errno.ECONFLICT, () -> kv.compareAndSet(call, "a", NOTHING, bytes("1"), 0, 0));
        kv.compareAndSet(call, "a", NOTHING, NOTHING, KvGate.OLD_ABSENT, 0);
        refused(Errno.ECONFLICT, () -> kv.compareAndSet(call, "a", NOTHING, bytes("1"), KvGate.OLD_ABSENT, 0));
        kv.compareAndSet(call, "a", NOTHING, bytes("1"), 0, 0);

        refused(Errno.ECONFLICT, () -> kv.compareAndSet(call, "a", bytes("2"), NOTHING, KvGate.NEW_ABSENT, 0));
        kv.compareAndSet(call, "a", bytes("1"), NOTHING, KvGate.NEW_ABSENT, 0);
        refused(Errno.ENOENT, () -> kv.get(call, "a"));
        refused(Errno.ECONFLICT, () -> kv.compareAndSet(call, "a", NOTHING, NOTHING, KvGate.NEW_ABSENT, 0));
    }

    @Test
    void whatIsAskedForInTwoWaysAtOnceIsRefused() {
        for (int flags : new int[] {3, 4, -1, Integer.MIN_VALUE}) {
            refused(Errno.EINVAL, () -> kv.compareAndSet(call, "a", NOTHING, NOTHING, flags, 0));
        }
        refused(Errno.EINVAL, () -> kv.compareAndSet(call, "a", bytes("1"), NOTHING, KvGate.OLD_ABSENT, 0));
        refused(Errno.EINVAL, () -> kv.compareAndSet(call, "a", NOTHING, bytes("1"), KvGate.NEW_ABSENT, 0));
        refused(Errno.EINVAL, () -> kv.compareAndSet(call, "a", NOTHING, NOTHING, KvGate.NEW_ABSENT, 1));
    }

    @Test
    void whoeverTakesWhatIsFreeHasItForItsTtl() throws GateException {
        kv.compareAndSet(call, "lock", NOTHING, bytes("me"), KvGate.OLD_ABSENT, 10);
        refused(Errno.ECONFLICT, () -> kv.compareAndSet(call, "lock", NOTHING, bytes("you"), KvGate.OLD_ABSENT, 10));
        kv.compareAndSet(call, "lock", bytes("me"), bytes("me"), 0, 20);

        clock.turn(Duration.ofMillis(19));
        assertThat(value("lock")).isEqualTo("me");
        clock.turn(Duration.ofMillis(1));
        kv.compareAndSet(call, "lock", NOTHING, bytes("you"), KvGate.OLD_ABSENT, 10);
        assertThat(value("lock")).isEqualTo("you");
    }

    @Test
    void a47aValueThatChangedAndChangedBackIsTheSameUnlessItCarriesANumber() throws GateException {
        put("a", "A");
        put("a", "B");
        put("a", "A");
        kv.compareAndSet(call, "a", bytes("A"), bytes("C"), 0, 0);
        assertThat(value("a")).isEqualTo("C");

        put("a", "1 A");
        put("a", "2 B");
        put("a", "3 A");
        refused(Errno.ECONFLICT, () -> kv.compareAndSet(call, "a", bytes("1 A"), bytes("4 C"), 0, 0));
    }
}
