package dev.tollgate.engine.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.internal.metering.FuelSchedule;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.limits.Limits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a handler can say, and how the host understands it. */
class HandlerTest {
    private final EngineFixture engine = new EngineFixture();
    private final GuestModule basic = engine.load("basic");

    @Test
    void aHandlerReadsItsInputAndWritesItsOutput() {
        assertThat(completed("echo", "hello").output()).asString().isEqualTo("hello");
        assertThat(completed("echo", "").output()).isEmpty();
    }

    @Test
    void anInputAsLargeAsTheLimitFits() {
        byte[] input = new byte[200_000];
        input[199_999] = 7;
        assertThat(((Outcome.Completed) engine.call(basic, "echo", input)).output()).isEqualTo(input);
    }

    @Test
    void usageCountsFuelCallsAndBytes() {
        var usage = completed("echo", "12345").usage();
        assertThat(usage.fuel().units()).isGreaterThan(4 * FuelSchedule.HOST_CALL).isLessThan(1_000);
        assertThat(usage.hostCalls()).containsOnly(Map.entry("host", 4));
        assertThat(usage.input().count()).isEqualTo(5);
        assertThat(usage.output().count()).isEqualTo(5);
        assertThat(usage.memoryPeak().count()).isEqualTo(20 * 65_536);
        assertThat(usage.time()).isPositive();
    }

    @Test
    void theSameCallCostsTheSameFuelFreshAndFromThePool() {
        long fresh = completed("echo", "12345").usage().fuel().units();
        for (int i = 0; i < 100; i++) {
            assertThat(completed("echo", "12345").usage().fuel().units()).isEqualTo(fresh);
        }
    }

    @Test
    void oneIsAFailureWithTheGuestsOwnWords() {
        assertThat(failed("fail")).satisfies(failure -> {
            assertThat(failure.failure()).isEqualTo(Failure.FAILED);
            assertThat(failure.message()).isEqualTo("no luck today");
        });
    }

    @Test
    void twoIsARejectionAndAnythingElseAFailure() {
        assertThat(failed("reject").failure()).isEqualTo(Failure.REJECTED);
        assertThat(failed("weird").failure()).isEqualTo(Failure.FAILED);
        assertThat(failed("weird").message()).isEqualTo("the handler answered 7");
    }

    @ParameterizedTest
    @CsvSource({"trap, trap: Trapped on unreachable instruction at crash +0x35 <- trap +0x39", "divide, trap: integer divide by zero at divide +0x42",
            "outside, trap: out of bounds memory access at outside +0x48"})
    void aTrapIsAFailureThatNamesTheFunctionsAndTheirPlaces(String handler, String message) {
        assertThat(failed(handler).failure()).isEqualTo(Failure.TRAPPED);
        assertThat(failed(handler).message()).isEqualTo(message);
    }

    @Test
    void aHandlerThatIsNotThereIsNamed() {
        assertThat(failed("nothing")).satisfies(failure -> {
            assertThat(failure.failure()).isEqualTo(Failure.NO_HANDLER);
            assertThat(failure.message()).isEqualTo("the module exports no handler nothing of its own");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"again", "takes"})
    void aReexportedImportOrAFunctionOfAnotherTypeIsNoHandler(String export) {
        GuestModule module = engine.load("handler-types");
        assertThat(((Outcome.Failed) engine.call(module, export, new byte[0])).failure()).isEqualTo(Failure.NO_HANDLER);
    }

    @Test
    void anInputOverTheLimitIsNotHandedToTheGuest() {
        Outcome outcome = engine.call(basic, "echo", new byte[(1 << 20) + 1]);
        assertThat(((Outcome.Failed) outcome).failure()).isEqualTo(Failure.INPUT_TOO_BIG);
        assertThat(outcome.usage().fuel().units()).isZero();
    }

    @Test
    void a30AnOutputOverTheLimitIsAnErrorNumber() {
        Outcome outcome = engine.call(basic, "flood", new byte[0], EngineFixture.UNHURRIED);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(((Outcome.Completed) outcome).output()).hasSize(1 << 20);
    }

    @Test
    void contextConfigAndTimeComeFromTheHost() {
        assertThat(completed("who", "").output()).asString().contains("\"plugin\":\"probe\"", "\"handler\":\"who\"",
                "\"kind\":\"filter\"", "\"version\":\"1.0.0\"", "\"request_id\":\"");
        assertThat(completed("greet", "").output()).asString().isEqualTo("hello");
        assertThat(ByteBuffer.wrap(completed("time", "").output()).order(ByteOrder.LITTLE_ENDIAN).getLong())
                .isEqualTo(EngineFixture.NOW.toEpochMilli());
    }

    @Test
    void logLinesAreLimitedPerPlugin() {
        byte[] sixty = completed("chatter", "x".repeat(60)).output();
        assertThat(EngineFixture.ints(sixty)).containsExactly(0);
        byte[] after = completed("chatter", "x".repeat(60)).output();
        assertThat(EngineFixture.ints(after)).as("ERATELIMIT").containsExactly(-6);
    }

    /** A29: guest-controlled pointers and lengths. */
    @ParameterizedTest
    @CsvSource({"-1, 1", "0, -1", "-1, -1", "1310719, 2", "2147483647, 2147483647", "1310720, 1", "0, 1310721", "1, -2147483648"})
    void a29APointerOutsideTheMemoryIsEinval(int pointer, int length) {
        Outcome outcome = engine.call(basic, "point", EngineFixture.bytes(pointer, length));
        assertThat(((Outcome.Failed) outcome).message()).isEqualTo("the handler answered " + (100 - 3));
    }

    @Test
    void a29APointerToTheLastByteAndAnEmptyStretchAtTheEndAreFine() {
        assertThat(((Outcome.Failed) engine.call(basic, "point", EngineFixture.bytes(1_310_719, 1))).message()).endsWith(" 100");
        assertThat(((Outcome.Failed) engine.call(basic, "point", EngineFixture.bytes(1_310_720, 0))).message()).endsWith(" 100");
    }

    @Test
    void aClosedModuleTakesNoInvocations() {
        basic.close();
        assertThat(failed("echo").failure()).isEqualTo(Failure.CLOSED);
    }

    private Outcome.Completed completed(String handler, String input) {
        Outcome outcome = engine.call(basic, handler, input.getBytes(UTF_8));
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return (Outcome.Completed) outcome;
    }

    private Outcome.Failed failed(String handler) {
        Outcome outcome = engine.call(basic, handler, new byte[0]);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) outcome;
    }
}
