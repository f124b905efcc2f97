package dev.tollgate.engine.internal;

import static dev.tollgate.engine.internal.admission.WasmBytes.CODE;
import static dev.tollgate.engine.internal.admission.WasmBytes.ELEMENT;
import static dev.tollgate.engine.internal.admission.WasmBytes.EXPORT;
import static dev.tollgate.engine.internal.admission.WasmBytes.FUNCTION;
import static dev.tollgate.engine.internal.admission.WasmBytes.MEMORY;
import static dev.tollgate.engine.internal.admission.WasmBytes.TABLE;
import static dev.tollgate.engine.internal.admission.WasmBytes.TAG;
import static dev.tollgate.engine.internal.admission.WasmBytes.TYPE;
import static dev.tollgate.engine.internal.admission.WasmBytes.module;
import static dev.tollgate.engine.internal.admission.WasmBytes.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.internal.admission.WasmBytes;
import dev.tollgate.engine.internal.metering.FuelPass;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways past what metering counts, each of which was one once. */
class MeteringEscapeTest {
    private static final WasmBytes RUN = of(1).name("run").add(0);

    private final EngineFixture engine = new EngineFixture();

    /** The first of all these calls throws, so that nothing of what was paid for is done; the sum was once less than none. */
    @Test
    void a20WhatManyCallsCostTogetherDoesNotOverflow() {
        int structures = 3_000;
        WasmBytes types = of(3, 0x5f).u32(2_000).repeat(2_000, 0x7f, 0).add(0x60, 0, 0, 0x60, 0, 1, 0x7f);
        WasmBytes dear = of(0, 0x10, 0).repeat(structures, 0xfb, 1, 0, 0x1a).add(0x0b);
        WasmBytes run = of(0, 0x03, 0x40, 0x02, 0x40, 0x1f, 0x40, 1, 2, 0).repeat(720, 0x10, 1)
                .add(0x0b, 0x0b, 0x0c, 0, 0x0b, 0x41, 0, 0x0b);
        byte[] wasm = module().section(TYPE, types).section(FUNCTION, of(3, 1, 1, 2)).section(TAG, of(1, 0, 1))
                .section(EXPORT, of(1).name("run").add(0, 2))
                .section(CODE, of(3).sized(of(0, 0x08, 0, 0x0b)).sized(dear).sized(run)).bytes();
        Trip trip = trip(wasm, 1_000_000);
        assertThat(trip.limit()).isEqualTo(Limit.FUEL);
        assertThat(trip.used()).isGreaterThan(1L << 30);
    }

    /** Once nobody looked at the fuel from the last call on, until the last of a thousand frames had ended. */
    @Test
    void a20WhatFramesOweAfterTheirLastCallIsLookedAt() {
        WasmBytes down = of(0, 0x20, 0, 0x04, 0x40, 0x20, 0, 0x41, 1, 0x6b, 0x10, 0, 0x0b)
                .repeat(3_000, 0x20, 0, 0x41, 0, 0x4e, 0x45, 0x04, 0x40, 0x00, 0x0b).add(0x0b);
        byte[] wasm = module().section(TYPE, of(2, 0x60, 1, 0x7f, 0, 0x60, 0, 1, 0x7f)).section(FUNCTION, of(2, 0, 1))
                .section(EXPORT, of(1).name("run").add(0, 1))
                .section(CODE, of(2).sized(down).sized(of(0, 0x41, 0xc8, 1, 0x10, 0, 0x41, 0, 0x0b))).bytes();
        Trip trip = trip(wasm, 500_000);
        assertThat(trip.limit()).isEqualTo(Limit.FUEL);
        assertThat(trip.used()).as("all of it is three million").isLessThan(530_000);
    }

    @Test
    void a20LoopsOfNothingAreNothing() {
        WasmBytes loops = of(0).repeat(1_000, 0x03, 0x40, 0x02, 0x40, 0x03, 0x40, 0x0b, 0x0b, 0x0b).add(0x41, 0, 0x0b);
        byte[] wasm = handler(loops, module());
        assertThat(FuelPass.meter(wasm).wasm().length).isLessThan(100);
        assertThat(engine.call(engine.load(wasm, EngineFixture.NOTHING_GRANTED), "run", new byte[0]).usage().fuel().units())
                .isEqualTo(1);
    }

    /** A21: what moves much pays for it before it does. */
    @ParameterizedTest
    @ValueSource(strings = {"fc0b00", "fc0a0000"})
    void a21BulkInstructionsPayByTheirSize(String instruction) {
        WasmBytes body = of(0, 0x41, 0, 0x41, 0, 0x41, 0x80, 0x80, 4).hex(instruction).add(0x41, 0, 0x0b);
        Trip trip = trip(handler(body, module()), 4_000);
        assertThat(trip.limit()).isEqualTo(Limit.FUEL);
        assertThat(trip.used()).isEqualTo(5 + (1 << 16) / 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4100 d070 41808004 fc1100", "4100 4100 41808004 fc0e0000", "d070 41808004 fc0f00 1a"})
    void a21TablesPayByTheirSize(String instructions) {
        Trip trip = trip(handler(of(0).hex(instructions).add(0x41, 0, 0x0b), module()), 60_000);
        assertThat(trip.limit()).isEqualTo(Limit.FUEL);
        assertThat(trip.used()).isBetween(1L << 16, (1L << 16) + 5);
    }

    @Test
    void a21RandomBytesArePaidForBeforeTheyAreMade() {
        Trip trip = trip(Guests.wasm("random"), 100_000);
        assertThat(trip.limit()).isEqualTo(Limit.FUEL);
        assertThat(trip.used()).as("thirty-two million bytes are asked for").isLessThan(120_000);
    }

    @Test
    void a04SmallIntegersTakeMemoryWhereTheyAreMade() {
        assertThat(((Outcome.Tripped) engine.call(engine.load("small-integers"), "make", new byte[0])).trip().limit())
                .isEqualTo(Limit.MEMORY);
    }

    @Test
    void a04ASmallIntegerThatIsReadAgainTakesNoMore() {
        assertThat(((Outcome.Tripped) engine.call(engine.load("small-integers"), "read", new byte[0])).trip().limit())
                .isEqualTo(Limit.FUEL);
    }

    /** Its count is zero in two bytes, and the counter has to lie in some memory. */
    @Test
    void aMemorySectionOfNoMemoryIsNone() {
        byte[] wasm = module().section(TYPE, of(1, 0x60, 0, 1, 0x7f)).section(FUNCTION, of(1, 0)).section(MEMORY, of(0x80, 0))
                .section(EXPORT, new WasmBytes().add(RUN).add(0)).section(CODE, of(1).sized(of(0, 0x41, 0, 0x0b))).bytes();
        assertThat(engine.call(engine.load(wasm, EngineFixture.NOTHING_GRANTED), "run", new byte[0]))
                .isInstanceOf(Outcome.Completed.class);
    }

    /** The engine's compiler counts their parameters wrongly. */
    @Test
    void oneOfAThousandFunctionsIsCalledWithParametersOf64Bits() {
        int functions = 1_100;
        WasmBytes elements = of(1, 0, 0x41, 0, 0x0b).u32(functions);
        WasmBytes code = new WasmBytes().u32(functions + 1);
        for (int i = 0; i < functions; i++) {
            elements.u32(i);
            code.sized(of(0, 0x20, 0, 0xa7, 0x20, 1, 0x6a, 0x0b));
        }
        code.sized(of(0, 0x42, 30, 0x41, 12, 0x41, 0x9a, 8, 0x11, 0, 0, 0x0b));
        byte[] wasm = module().section(TYPE, of(2, 0x60, 2, 0x7e, 0x7f, 1, 0x7f, 0x60, 0, 1, 0x7f))
                .section(FUNCTION, new WasmBytes().u32(functions + 1).repeat(functions, 0).add(1))
                .section(TABLE, of(1, 0x70, 0).u32(functions)).section(EXPORT, of(1).name("run").add(0).u32(functions))
                .section(ELEMENT, elements).section(CODE, code).bytes();
        Outcome outcome = engine.call(engine.load(wasm, EngineFixture.NOTHING_GRANTED), "run", new byte[0]);
        assertThat(((Outcome.Failed) outcome).message()).isEqualTo("the handler answered 42");
    }

    @Test
    void aTailCallOutOfATryTableIsRefused() {
        assertThat(refusal(Guests.wasm("tail-in-try"))).hasMessageContaining("tail call inside a try_table");
    }

    /** Unmetered it is well below the JVM's limit, so each of the functions once made the compiler begin anew. */
    @Test
    void a10MethodsThatMeteringMakesTooLargeAreCountedAsLarge() {
        WasmBytes body = of(0);
        for (int i = 0; i < 100; i++) {
            body.add(0x02, 0x40).repeat(50, 0x03, 0x40, 0x01, 0x0b).add(0x0b);
        }
        body.add(0x0b);
        byte[] wasm = WasmBytes.functions(60, unused -> body).bytes();
        assertThat(refusal(wasm)).hasMessageContaining("to be made again for functions too large for a Java method");
    }

    private static byte[] handler(WasmBytes body, WasmBytes module) {
        return module.section(TYPE, of(1, 0x60, 0, 1, 0x7f)).section(FUNCTION, of(1, 0)).section(TABLE, of(1, 0x70, 0, 1))
                .section(MEMORY, of(1, 0, 1)).section(EXPORT, new WasmBytes().add(RUN).add(0)).section(CODE, of(1).sized(body)).bytes();
    }

    private Trip trip(byte[] wasm, long fuel) {
        Outcome outcome = engine.call(engine.load(wasm, EngineFixture.NOTHING_GRANTED), "run", new byte[0],
                EngineFixture.limits(fuel, 64 << 20, EngineFixture.UNHURRIED.deadline()));
        return ((Outcome.Tripped) outcome).trip();
    }

    private static ModuleRefusedException refusal(byte[] wasm) {
        ModuleRefusedException refused = catchThrowableOfType(ModuleRefusedException.class, () -> Admission.admit(wasm));
        assertThat(refused).isNotNull();
        return refused;
    }
}
