package dev.tollgate.engine.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Observation;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who looks on at an invocation hears what it is called, and of each gate call how it began and ended. */
class ObservationTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /** The queue gate's shape; each type is one way to end. */
    @Gate(name = "queue")
    public interface Door {
        @GateFunction("enqueue")
        Object enqueue(GateCall call, String type, byte[] payload, String options) throws Exception;
    }

    private final class Provider implements Capability, Door {
        @Override
        public Object enqueue(GateCall call, String type, byte[] payload, String options) throws Exception {
            seen.add("provider " + call.traceparent().orElse("untraced"));
            return switch (type) {
                case "n" -> throw new GateException(Errno.EBUSY, "no room");
                case "b" -> {
                    new CountDownLatch(1).await();
                    yield "";
                }
                default -> "";
            };
        }
    }

    private final class Watch implements Observation {
        @Override
        public Optional<String> traceparent() {
            return Optional.of(PARENT);
        }

        @Override
        public void began(String requestId) {
            seen.add("began " + requestId);
        }

        @Override
        public HostCall gate(GateName gate, String function) {
            seen.add(gate + "." + function);
            return error -> seen.add("ended " + error.map(Enum::name).orElse("well"));
        }
    }

    private final List<String> seen = new ArrayList<>();
    private final OpenGate gate = new OpenGate(new Provider());
    private final EngineFixture engine = new EngineFixture();

    @Test
    void eachGateCallIsToldFromItsBeginningToItsEnd() {
        call(engine.load(Guests.wasm("gate-calls"), gate), "calls", "xn", EngineFixture.UNHURRIED);
        assertThat(seen.remove(0)).matches("began [0-9a-f]{16}");
        assertThat(seen).containsExactly("tollgate:queue@1.enqueue", "provider " + PARENT, "ended well",
                "tollgate:queue@1.enqueue", "provider " + PARENT, "ended EBUSY");
    }

    @Test
    void aCallThatIsRefusedBeforeItGetsToAProviderIsToldToo() {
        call(engine.load(Guests.wasm("gate-calls"), EngineFixture.NOTHING_GRANTED), "calls", "x", EngineFixture.UNHURRIED);
        assertThat(seen.subList(1, seen.size())).containsExactly("tollgate:queue@1.enqueue", "ended EPERM");
    }

    @Test
    void aCallThatALimitEndsIsToldAsOneThatTookTooLong() {
        Outcome outcome = call(engine.load(Guests.wasm("gate-calls"), gate), "calls", "b",
                EngineFixture.limits(50_000_000, 1 << 20, Duration.ofSeconds(2)));
        assertThat(outcome).isInstanceOf(Outcome.Tripped.class);
        assertThat(seen).last().isEqualTo("ended ETIMEOUT");
    }

    @Test
    void theGuestReadsUnderWhichTraceItRuns() {
        Outcome.Completed completed = (Outcome.Completed) call(engine.load("basic"), "who", "", EngineFixture.UNHURRIED);
        assertThat(new String(completed.output(), UTF_8)).contains("\"traceparent\":\"" + PARENT + "\"");
        String untraced = new String(((Outcome.Completed) engine.call(engine.load("basic"), "who", new byte[0])).output(), UTF_8);
        assertThat(untraced).contains("request_id").doesNotContain("traceparent");
    }

    @Test
    void nothingIsToldOfAnInvocationThatNeverGetsToAnInstance() {
        call(engine.load("basic"), "nothing_like_it", "", EngineFixture.UNHURRIED);
        assertThat(seen).isEmpty();
    }

    private Outcome call(GuestModule module, String handler, String input, Limits limits) {
        return engine.invoker.invoke(module, handler, input.getBytes(UTF_8),
                new Profile(Profile.Kind.FILTER, limits, Map.of(), () -> true, new Watch()));
    }
}
