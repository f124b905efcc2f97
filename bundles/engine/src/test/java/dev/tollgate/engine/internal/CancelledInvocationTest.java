package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An invocation that nobody wants any more ends, wherever it is, and nobody else is hurt. */
class CancelledInvocationTest {
    private static final Limits PLENTY = EngineFixture.limits(1_000_000_000_000L, 1 << 20, Duration.ofSeconds(60));
    private static final byte[] ENQUEUE = {1, 0, 't'};

    /** The queue gate's shape. */
    @Gate(name = "queue")
    public interface Probe {
        @GateFunction("enqueue")
        String enqueue(GateCall call, String type, byte[] payload, String options);
    }

    private final class Provider implements Capability, Probe {
        @Override
        public String enqueue(GateCall call, String type, byte[] payload, String options) {
            entered.incrementAndGet();
            wanted.set(!lostInProvider);
            return "done";
        }
    }

    private final EngineFixture engine = new EngineFixture();
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicBoolean wanted = new AtomicBoolean(true);
    private boolean lostInProvider;

    /** A48: a guest that never asks the host for anything ends all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"loop", "loop_if", "loop_table", "fill", "ask"})
    void a48APureLoopEndsWithTheSliceInWhichItIsNotWantedAnyMore(String handler) {
        GuestModule runaway = engine.load("runaway");
        AtomicInteger asked = new AtomicInteger();
        cancelled(invoke(runaway, handler, new byte[0], () -> asked.incrementAndGet() < 20));
        assertThat(runaway.idle()).as("its instance is let go").isZero();
        assertThat(engine.call(runaway, "noop", new byte[0])).isInstanceOf(Outcome.Completed.class);
    }

    /** A48: the interrupt of a job whose lease is lost, or whose time is up. */
    @Test
    void a48AnInterruptEndsAPureLoopWhereTheProfileSaysSoAndStaysForTheCaller() {
        AtomicInteger asked = new AtomicInteger();
        cancelled(invoke(engine.load("runaway"), "loop", new byte[0], () -> {
            if (asked.incrementAndGet() == 20) {
                Thread.currentThread().interrupt();
            }
            return !Thread.currentThread().isInterrupted();
        }));
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A48: what comes after the loss does not reach a provider. */
    @Test
    void a48NoGateLetsItInAnyMore() {
        OpenGate open = new OpenGate(new Provider());
        Gatekeeper lostAtTheGate = (gate, patience) -> {
            wanted.set(false);
            return open.pass(gate, patience);
        };
        cancelled(invoke(engine.load(Guests.wasm("enqueue"), lostAtTheGate), "enqueue", ENQUEUE, wanted::get));
        assertThat(entered).hasValue(0);
    }

    @Test
    void aProvidersAnswerThatComesTooLateIsNotSeen() {
        GuestModule guest = engine.load(Guests.wasm("enqueue"), new OpenGate(new Provider()));
        lostInProvider = true;
        cancelled(invoke(guest, "enqueue", ENQUEUE, wanted::get));
        assertThat(entered).hasValue(1);
        wanted.set(true);
        lostInProvider = false;
        assertThat(invoke(guest, "enqueue", ENQUEUE, wanted::get)).isInstanceOf(Outcome.Completed.class);
    }

    private static void cancelled(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.failure()).isEqualTo(Outcome.Failure.CANCELLED));
    }

    private Outcome invoke(GuestModule guest, String handler, byte[] input, BooleanSupplier still) {
        return engine.invoker.invoke(guest, handler, input, new Profile(Profile.Kind.JOB, PLENTY, Map.of(), still));
    }
}
