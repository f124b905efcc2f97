package dev.tollgate.capability.kv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.kv.KvScope;
import dev.tollgate.capability.testkit.TestCall;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A gate with a clock that is turned by hand, and one invocation that calls it. */
abstract class KvTestBase {
    static final byte[] NOTHING = new byte[0];

    final HandClock clock = new HandClock();
    final MemoryKvStore store = new MemoryKvStore();
    final KvCapability kv = new KvCapability(store, clock, 100 << 20);
    final TestCall call = callOf("notes");

    /** Another invocation. */
    static TestCall callOf(String slug) {
        return new TestCall().withPlugin(slug, "1.0.0").withScope(new KvScope(KvScope.DEFAULT_BYTES));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    final String value(String key) throws GateException {
        return new String(kv.get(call, key), StandardCharsets.UTF_8);
    }

    final void put(String key, String value) throws GateException {
        kv.set(callOf("notes"), key, bytes(value), 0);
    }

    static void refused(Errno errno, ThrowingCallable what) {
        GateException refusal = catchThrowableOfType(GateException.class, what);
        assertThat(refusal).isNotNull();
        assertThat(refusal.errno()).as(refusal.getMessage()).isEqualTo(errno);
    }
}
