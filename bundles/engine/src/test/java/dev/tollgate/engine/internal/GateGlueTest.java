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
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gate is a Java interface; what a guest passes arrives as its arguments, and its answer as bytes. */
class GateGlueTest {
    /** The shape of the queue gate, with answers of several kinds. */
    @Gate(name = "queue")
    public interface Probe {
        @GateFunction("enqueue")
        Object enqueue(GateCall call, String type, byte[] payload, String options) throws GateException;

        @GateFunction("status")
        Map<String, Integer> status(GateCall call, String id);
    }

    private static final class Provider implements Capability, Probe {
        private String seen;

        @Override
        public Object enqueue(GateCall call, String type, byte[] payload, String options) throws GateException {
            seen = call.plugin().slug() + " " + call.handler() + " " + type + " " + new String(payload, UTF_8) + " " + options;
            return switch (type) {
                case "text" -> "täxt";
                case "bytes" -> new byte[] {1, 2, 3};
                case "nothing" -> null;
                case "refuse" -> throw new GateException(Errno.ECONFLICT, "no");
                case "break" -> throw new IllegalStateException("secret internals\nFORGED");
                default -> Map.of("type", type);
            };
        }

        @Override
        public Map<String, Integer> status(GateCall call, String id) {
            return Map.of("length", id.length());
        }
    }

    private final EngineFixture engine = new EngineFixture();
    private final Provider provider = new Provider();
    private final GuestModule guest = engine.load(Guests.wasm("enqueue"), new OpenGate(provider));

    @Test
    void argumentsArriveAsWhatTheInterfaceSays() {
        assertThat(answer("text", "{}", "body")).isEqualTo("täxt");
        assertThat(provider.seen).isEqualTo("probe enqueue text body {}");
    }

    @Test
    void answersTravelAsBytesTextOrJson() {
        assertThat(answer("bytes", "", "")).isEqualTo("\1\2\3");
        assertThat(answer("nothing", "", "")).isEmpty();
        assertThat(answer("other", "", "")).isEqualTo("{\"type\":\"other\"}");
    }

    @Test
    void aRefusalIsItsNumber() {
        assertThat(number("refuse")).isEqualTo(Errno.ECONFLICT.number());
    }

    @Test
    void aProviderThatBreaksIsEinternalAndTellsTheGuestNothing() {
        assertThat(number("break")).isEqualTo(Errno.EINTERNAL.number());
    }

    @Test
    void a62WhatBrokeInAProviderIsForTheLogAlone() {
        assertThat(answer("text", "{}", "body")).isEqualTo("täxt");
        assertThat(number("break")).isEqualTo(Errno.EINTERNAL.number());
        byte[] output = completed(input("break".getBytes(UTF_8), new byte[0], new byte[0]));
        assertThat(new String(output, UTF_8)).doesNotContain("secret", "Exception", "internals");
    }

    @Test
    void a61AFailureOfAProviderForgesNoLineAndFloodsNoLog() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            for (int i = 0; i < 1_000; i++) {
                number("break");
            }
        } finally {
            System.setErr(before);
        }
        // A bucket fills while the flood lasts, one in six seconds.
        assertThat(log.toString(UTF_8).lines().filter(line -> line.contains("gate enqueue failed"))).hasSizeBetween(10, 500);
        assertThat(log.toString(UTF_8)).contains("secret internals\\u000aFORGED");
        assertThat(log.toString(UTF_8).lines()).noneMatch(line -> line.startsWith("FORGED"));
    }

    @Test
    void aTextThatIsNoUtf8IsEinval() {
        byte[] output = completed(input(new byte[] {(byte) 0xff, (byte) 0xfe}, new byte[0], new byte[0]));
        assertThat(ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(Errno.EINVAL.number());
    }

    @Test
    void aGateThatIsNotGrantedIsEperm() {
        GuestModule denied = engine.load(Guests.wasm("enqueue"), EngineFixture.NOTHING_GRANTED);
        Outcome.Completed outcome = (Outcome.Completed) engine.call(denied, "enqueue",
                input("text".getBytes(UTF_8), new byte[0], new byte[0]));
        assertThat(ByteBuffer.wrap(outcome.output()).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(Errno.EPERM.number());
    }

    @Test
    void aProviderWithoutTheImportedTypeIsEunavailable() {
        Capability other = new OtherProvider();
        GuestModule module = engine.load(Guests.wasm("enqueue"), new OpenGate(other));
        Outcome.Completed outcome = (Outcome.Completed) engine.call(module, "enqueue",
                input("text".getBytes(UTF_8), new byte[0], new byte[0]));
        assertThat(ByteBuffer.wrap(outcome.output()).order(ByteOrder.LITTLE_ENDIAN).getLong())
                .isEqualTo(Errno.EUNAVAILABLE.number());
    }

    @Gate(name = "queue")
    public interface Other {
        @GateFunction("enqueue")
        void enqueue(GateCall call, long number);
    }

    private static final class OtherProvider implements Capability, Other {
        @Override
        public void enqueue(GateCall call, long number) {
            throw new AssertionError("its type is another one");
        }
    }

    /** A07: gates answer as ever in constructors; what they may do is the gatekeeper's to say, as in any call. */
    @Test
    void a07AGateCalledInConstructorsIsAskedForLikeAnyOther() {
        GuestModule module = engine.load(Guests.wasm("initialize-enqueue"), EngineFixture.NOTHING_GRANTED);
        Outcome.Completed outcome = (Outcome.Completed) engine.call(module, "tell", new byte[0]);
        assertThat(ByteBuffer.wrap(outcome.output()).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(Errno.EPERM.number());
    }

    private String answer(String type, String options, String body) {
        byte[] output = completed(input(type.getBytes(UTF_8), options.getBytes(UTF_8), body.getBytes(UTF_8)));
        long length = ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(length).isEqualTo(output.length - 8);
        return new String(output, 8, output.length - 8, UTF_8);
    }

    private long number(String type) {
        byte[] output = completed(input(type.getBytes(UTF_8), new byte[0], new byte[0]));
        assertThat(output).hasSize(8);
        return ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private byte[] completed(byte[] input) {
        Outcome outcome = engine.call(guest, "enqueue", input);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        byte[] output = ((Outcome.Completed) outcome).output();
        return Arrays.copyOf(output, output.length);
    }

    private static byte[] input(byte[] type, byte[] options, byte[] body) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(type.length);
        input.write(options.length);
        input.writeBytes(type);
        input.writeBytes(options);
        input.writeBytes(body);
        return input.toByteArray();
    }
}
