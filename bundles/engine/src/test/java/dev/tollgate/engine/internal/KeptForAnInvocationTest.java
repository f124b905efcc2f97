package dev.tollgate.engine.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Limit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a provider keeps for an invocation is there at its next call, and closed at its end, however that comes. */
class KeptForAnInvocationTest {
    /** The queue gate's shape; each type is one thing to do. */
    @Gate(name = "queue")
    public interface Probe {
        @GateFunction("enqueue")
        Object enqueue(GateCall call, String type, byte[] payload, String options) throws Exception;
    }

    private final class Provider implements Capability, Probe {
        private final String name;

        Provider(String name) {
            this.name = name;
        }

        @Override
        public Object enqueue(GateCall call, String type, byte[] payload, String options) throws Exception {
            seen.add(name + type);
            return switch (type) {
                case "k" -> "x".repeat(call.keep(Ledger.class, () -> new Ledger(name)).calls());
                case "c" -> "x".repeat((int) call.count("calls", 2));
                case "n" -> call.keep(Ledger.class, () -> {
                    throw new GateException(Errno.EBUSY, "no room");
                });
                case "b" -> {
                    new CountDownLatch(1).await();
                    yield "";
                }
                case "s" -> {
                    gate.provider = new Provider("next ");
                    yield "";
                }
                case "a" -> {
                    gate.abandoned = true;
                    yield "";
                }
                default -> "";
            };
        }
    }

    private final class Ledger implements GateCall.Kept {
        private final String name;
        private int calls;

        Ledger(String name) {
            this.name = name;
        }

        int calls() {
            return ++calls;
        }

        @Override
        public void close() {
            seen.add(name + "closed after " + calls);
            if (calls > 2) {
                throw new IllegalStateException("it cannot be closed");
            }
        }
    }

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final OpenGate gate = new OpenGate(new Provider(""));
    private final EngineFixture engine = new EngineFixture();
    private final GuestModule guest = engine.load(Guests.wasm("gate-calls"), gate);

    @Test
    void itIsTheSameAtTheNextCallAndClosedAtTheEnd() {
        assertThat(calls("kkxk")).containsExactly(1L, 2L, 0L, 3L);
        assertThat(seen).containsExactly("k", "k", "x", "k", "closed after 3");
        assertThat(gate.inside).isZero();
        assertThat(calls("k")).containsExactly(1L);
    }

    @Test
    void itIsClosedWhereALimitEndsTheInvocation() {
        Outcome outcome = engine.call(guest, "calls", "kb".getBytes(UTF_8),
                EngineFixture.limits(50_000_000, 1 << 20, Duration.ofSeconds(2)));
        assertThat(((Outcome.Tripped) outcome).trip().limit()).isEqualTo(Limit.DEADLINE);
        assertThat(seen).containsExactly("k", "b", "closed after 1");
        assertThat(gate.inside).isZero();
    }

    @Test
    void whatCouldNotBeOpenedIsNotClosed() {
        assertThat(calls("nsx")).containsExactly((long) Errno.EBUSY.number(), 0L, 0L);
        assertThat(seen).as("nothing is kept, so it does not stay").containsExactly("n", "s", "next x");
        assertThat(gate.inside).isZero();
    }

    /** A56: half of what belongs together would be done by each. */
    @Test
    void a56AnInvocationThatKeepsSomethingStaysWithItsProvider() {
        assertThat(calls("ksk")).containsExactly(1L, 0L, 2L);
        assertThat(calls("k")).containsExactly(1L);
        assertThat(seen).containsExactly("k", "s", "k", "closed after 2", "next k", "next closed after 1");
    }

    @Test
    void anInvocationThatKeepsNothingGoesToTheProviderThatIsThere() {
        assertThat(calls("xsx")).containsExactly(0L, 0L, 0L);
        assertThat(seen).containsExactly("x", "s", "next x");
    }

    @Test
    void aProviderThatWaitsNoLongerIsNotCalledAgain() {
        assertThat(calls("kax")).containsExactly(1L, 0L, (long) Errno.EUNAVAILABLE.number());
        assertThat(seen).containsExactly("k", "a", "closed after 1");
    }

    /** A56: a call that does not end is stopped when its provider goes, long before its own deadline. */
    @Test
    void a56ACallThatBlocksIsStoppedWhenItsProviderGoes() {
        gate.abandoned = false;
        Thread swap = new Thread(() -> {
            while (!seen.contains("b")) {
                Thread.onSpinWait();
            }
            gate.abandoned = true;
        });
        swap.start();
        assertThat(calls("b")).containsExactly((long) Errno.EUNAVAILABLE.number());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void countersBelongToTheInvocationAndOutliveASwap() {
        assertThat(calls("ccsc")).containsExactly(2L, 4L, 0L, 6L);
        assertThat(calls("c")).containsExactly(2L);
    }

    @Test
    void everyCallIsToldHowItEnded() {
        calls("xn");
        gate.refusal = Errno.ERATELIMIT;
        assertThat(calls("x")).containsExactly((long) Errno.ERATELIMIT.number());
        assertThat(gate.ended).containsExactly(null, Errno.EBUSY, Errno.ERATELIMIT);
        assertThat(seen).as("who was refused does not reach the provider").containsExactly("x", "n");
    }

    private long[] calls(String types) {
        Outcome outcome = engine.call(guest, "calls", types.getBytes(UTF_8));
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        LongBuffer answers = ByteBuffer.wrap(((Outcome.Completed) outcome).output()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        long[] all = new long[answers.remaining()];
        answers.get(all);
        return all;
    }
}
