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
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Meter;
import dev.tollgate.limits.Trip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that blocks, is interrupted or calls back hurts the invocation that called it, and nothing else. */
class BlockedGateTest {
    /** The queue gate's shape; what it does is the test's. */
    @Gate(name = "queue")
    public interface Probe {
        @GateFunction("enqueue")
        String enqueue(GateCall call, String type, byte[] payload, String options) throws Exception;
    }

    private interface Action {
        String run() throws Exception;
    }

    private final class Provider implements Capability, Probe {
        @Override
        public String enqueue(GateCall call, String type, byte[] payload, String options) throws Exception {
            return type.equals("act") ? action.run() : "done";
        }
    }

    private static final Limits SHORT = EngineFixture.limits(50_000_000, 1 << 20, Duration.ofMillis(50));

    private final EngineFixture engine = new EngineFixture();
    private final GuestModule guest = engine.load(Guests.wasm("enqueue"), new OpenGate(new Provider()));
    private final CountDownLatch never = new CountDownLatch(1);
    private Action action = () -> "";

    @AfterEach
    void noFlagIsLeftBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    /** A23: a gate that never answers. */
    @Test
    void a23ABlockedGateIsInterruptedAtTheDeadline() {
        action = () -> {
            never.await();
            return "";
        };
        assertThat(trip(call("act", SHORT)).limit()).isEqualTo(Limit.DEADLINE);
        assertThat(guest.idle()).isZero();
        assertThat(answer(call("no", EngineFixture.UNHURRIED))).isEqualTo(4);
    }

    /** A23: a gate that will not be woken is interrupted again; what it says in the end makes no difference. */
    @Test
    void a23AGateThatSwallowsTheInterruptAndBlocksAgainIsInterruptedAgain() {
        action = () -> {
            for (int i = 0; i < 2; i++) {
                try {
                    never.await();
                } catch (InterruptedException once) {
                    // And on it goes.
                }
            }
            throw new GateException(Errno.EBUSY, "later");
        };
        assertThat(trip(call("act", SHORT)).limit()).isEqualTo(Limit.DEADLINE);
    }

    /** A24: while one invocation is interrupted in a gate, another of the same plugin goes on in it. */
    @Test
    void a24ASiblingInTheSameGateIsUntouched() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        AtomicReference<Thread> patient = new AtomicReference<>();
        action = () -> {
            if (Thread.currentThread() == patient.get()) {
                waits.countDown();
                ended.await();
                return "done";
            }
            never.await();
            return "";
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Outcome> sibling = thread.submit(() -> {
                patient.set(Thread.currentThread());
                return call("act", EngineFixture.UNHURRIED);
            });
            waits.await();
            assertThat(trip(call("act", SHORT)).limit()).isEqualTo(Limit.DEADLINE);
            ended.countDown();
            assertThat(answer(sibling.get())).isEqualTo(4);
        } finally {
            thread.shutdownNow();
        }
    }

    /** A25: neither a provider that restores the flag nor the one that follows on the thread sees it again. */
    @Test
    void a25AnInterruptReachesNeitherTheCallerNorTheNextInvocation() {
        action = () -> {
            try {
                never.await();
            } catch (InterruptedException deadline) {
                Thread.currentThread().interrupt();
            }
            return "";
        };
        for (int i = 0; i < 3; i++) {
            assertThat(trip(call("act", SHORT)).limit()).isEqualTo(Limit.DEADLINE);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(answer(call("no", EngineFixture.UNHURRIED))).isEqualTo(4);
        }
    }

    /** A25: whoever stops the host wants his interrupt to be seen. */
    @Test
    void a25AnInterruptFromOutsideIsNotSwallowed() {
        action = () -> {
            Thread.currentThread().interrupt();
            never.await();
            return "";
        };
        Outcome outcome = call("act", EngineFixture.UNHURRIED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isNotInstanceOf(Outcome.Tripped.class);
        assertThat(answer(call("no", EngineFixture.UNHURRIED))).isEqualTo(4);
    }

    /** A25: it was there before the gate was called, and after. */
    @Test
    void a25AFlagThatWasSetBeforeAGateThatDoesNotBlockStaysSet() {
        action = () -> {
            Thread.currentThread().interrupt();
            return "done";
        };
        call("act", EngineFixture.UNHURRIED);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A33: what a gate calls on the invocation's thread would run on the guest's stack and in the guest's time. */
    @Test
    void a33APluginIsNotCalledFromInsideAGateOnTheSameThread() {
        GuestModule other = engine.load("runaway");
        AtomicReference<Outcome> same = new AtomicReference<>();
        AtomicReference<Outcome> another = new AtomicReference<>();
        action = () -> {
            same.set(call("no", EngineFixture.UNHURRIED));
            another.set(engine.call(other, "noop", new byte[0]));
            return "done";
        };
        assertThat(answer(call("act", EngineFixture.UNHURRIED))).isEqualTo(4);
        assertThat(((Outcome.Failed) same.get()).failure()).isEqualTo(Failure.NESTED);
        assertThat(((Outcome.Failed) another.get()).failure()).isEqualTo(Failure.NESTED);
        assertThat(engine.call(other, "noop", new byte[0])).as("after the gate").isInstanceOf(Outcome.Completed.class);
    }

    /** A33: on a thread of its own it is an invocation like any other, on another instance and under its own limits. */
    @Test
    void a33AGateMayHaveAnotherThreadCallAPlugin() {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            action = () -> thread.submit(() -> answer(call("no", EngineFixture.UNHURRIED))).get() == 4 ? "done" : "";
            Outcome outcome = call("act", EngineFixture.UNHURRIED);
            assertThat(answer(outcome)).isEqualTo(4);
            assertThat(outcome.usage().hostCalls()).as("its own calls only").containsEntry("queue", 1);
        } finally {
            thread.shutdownNow();
        }
    }

    /** A33: an instance that is in a call is not entered by anybody, on whatever thread. */
    @Test
    void a33AnInstanceInACallIsNotEnteredAgain() {
        LoadedModule module = (LoadedModule) guest;
        AtomicReference<Throwable> refused = new AtomicReference<>();
        Guest[] made = new Guest[1];
        action = () -> {
            Thread intruder = new Thread(() -> made[0].run(module.handler("job_noop"), guestCall("job_noop", new byte[0])));
            intruder.setUncaughtExceptionHandler((thread, thrown) -> refused.set(thrown));
            intruder.start();
            intruder.join();
            made[0].run(module.handler("job_noop"), guestCall("job_noop", new byte[0]));
            return "done";
        };
        made[0] = module.create(guestCall("start", new byte[0]));
        module.start(made[0]);
        GuestCall outer = guestCall("enqueue", input("act"));
        assertThat(made[0].run(module.handler("enqueue"), outer)).isZero();
        assertThat(refused.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("not entered again");
        assertThat(ByteBuffer.wrap(outer.output()).order(ByteOrder.LITTLE_ENDIAN).getLong()).as("on its own thread")
                .isEqualTo(Errno.EINTERNAL.number());
        outer.end();
        made[0].discard();
    }

    /** A27: the quota of one gate, and the record says which. */
    @Test
    void a27AGatesOwnQuotaTripsAndTheRecordNamesTheGate() {
        Limits limits = new Limits(SHORT.fuel(), SHORT.memory(), Duration.ofSeconds(60), 1_024, 10_000, SHORT.input(), SHORT.output(),
                Map.of("queue", 0, "http", 8));
        Trip trip = trip(call("no", limits));
        assertThat(trip.limit()).isEqualTo(Limit.HOST_CALLS);
        assertThat(trip.stack()).first().isEqualTo("gate queue");
        assertThat(trip.stack()).last().asString().startsWith("enqueue +0x");
        assertThat(trip).hasToString("host calls limit: 1 of 0 calls in probe 1.0.0 enqueue at gate queue");
    }

    private static GuestCall guestCall(String handler, byte[] input) {
        return new GuestCall(handler, 0, new Meter(EngineFixture.UNHURRIED, System::nanoTime), input, () -> new byte[0]);
    }

    private Outcome call(String type, Limits limits) {
        return engine.call(guest, "enqueue", input(type), limits);
    }

    private static byte[] input(String type) {
        byte[] text = type.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + text.length).put((byte) text.length).put((byte) 0).put(text).array();
    }

    private static Trip trip(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Tripped.class);
        return ((Outcome.Tripped) outcome).trip();
    }

    private static long answer(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return ByteBuffer.wrap(((Outcome.Completed) outcome).output()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
