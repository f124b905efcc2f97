package dev.tollgate.engine.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;
import dev.tollgate.abi.capability.Scope;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.guests.Guests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Arguments are bounded and read before a provider sees them, and its answers before the guest does. */
class GateArgumentsTest {
    /** @param times at least 1 */
    public record Options(String greeting, int times) {
        public Options {
            if (times < 1) {
                throw new IllegalArgumentException("times is at least 1");
            }
        }
    }

    /** @param most of anything */
    public record Most(int most) implements Scope<Most> {
        @Override
        public boolean covers(Most narrower) {
            return narrower.most <= most;
        }
    }

    /** The queue gate's shape. */
    @Gate(name = "queue", scope = Most.class)
    public interface Probe {
        @GateFunction("enqueue")
        byte[] enqueue(GateCall call, @MaxBytes(4) String type, @MaxBytes(8) byte[] payload, @MaxBytes(64) Options options);
    }

    private static final class Provider implements Capability, Probe {
        private int calls;

        @Override
        public byte[] enqueue(GateCall call, String type, byte[] payload, Options options) {
            calls++;
            return type.equals("huge") ? new byte[GateGlue.MOST_RESULT_BYTES + 1]
                    : (options.greeting().repeat(options.times()) + call.scope(Most.class).most()).getBytes(UTF_8);
        }
    }

    private final Provider provider = new Provider();
    private final OpenGate gate = new OpenGate(provider);
    private final EngineFixture engine = new EngineFixture();
    private final GuestModule guest = engine.load(Guests.wasm("enqueue"), gate);

    @Test
    void aRecordIsReadFromItsJsonAndTheScopeIsTheGatesOwnType() {
        gate.scope = new Most(7);
        assertThat(new String(output("t", "{\"greeting\":\"hi\",\"times\":2}", ""), 8, 5, UTF_8)).isEqualTo("hihi7");
    }

    /** A29: whatever is no such record, or more than one, is told apart from what is. */
    @Test
    void a29AnArgumentThatIsNoSuchRecordIsEinval() {
        for (String options : new String[] {"", "{", "null", "[]", "7", "{\"greeting\":\"hi\",\"times\":0}", "{\"greeting\":\"hi\"}",
            "{\"greeting\":\"hi\",\"times\":1,\"more\":1}", "{\"times\":1,\"times\":2}", "{\"greeting\":\"a\",\"times\":1} {}",
            "{\"greeting\":\"a\",\"times\":99999999999}", "[[[[[[[[[["}) {
            assertThat(answer("t", options, "")).as(options).isEqualTo(Errno.EINVAL.number());
        }
        assertThat(provider.calls).isZero();
    }

    /** A29: a length over the gate's own bound is refused before anything is copied. */
    @Test
    void a29AnArgumentOverItsBoundIsEtoobig() {
        String options = "{\"greeting\":\"hi\",\"times\":1}";
        assertThat(answer("five5", options, "")).isEqualTo(Errno.ETOOBIG.number());
        assertThat(answer("four", options, "123456789")).isEqualTo(Errno.ETOOBIG.number());
        assertThat(answer("four", options + " ".repeat(64), "")).isEqualTo(Errno.ETOOBIG.number());
        assertThat(provider.calls).isZero();
        gate.scope = new Most(1);
        assertThat(answer("four", options, "12345678")).isPositive();
    }

    @Test
    void anAnswerThatIsTooLargeForAnyGuestIsEtoobig() {
        assertThat(answer("huge", "{\"greeting\":\"\",\"times\":1}", "")).isEqualTo(Errno.ETOOBIG.number());
    }

    private long answer(String type, String options, String body) {
        return ByteBuffer.wrap(output(type, options, body)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private byte[] output(String type, String options, String body) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(type.length());
        input.write(options.length());
        input.writeBytes((type + options + body).getBytes(UTF_8));
        return ((Outcome.Completed) engine.call(guest, "enqueue", input.toByteArray())).output();
    }
}
