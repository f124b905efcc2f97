package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.Outcome;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Trip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways round the limits, each of which was one once. */
class EscapeTest {
    private final EngineFixture engine = new EngineFixture();

    /** A04: objects of the garbage collection proposal are charged by their size before they are made. */
    @ParameterizedTest
    @CsvSource({"arrays, huge, FUEL", "arrays, negative, FUEL", "arrays, many, MEMORY", "structs, run, MEMORY"})
    void a04CollectedObjectsAreChargedBeforeTheyAreMade(String guest, String handler, Limit limit) {
        assertThat(trip(guest, handler, EngineFixture.UNHURRIED).limit()).isEqualTo(limit);
    }

    @Test
    void a04AStructCostsAsMuchAsItHasFields() {
        Outcome outcome = engine.call(engine.load("structs"), "few", new byte[0]);
        assertThat(outcome.usage().memoryPeak().count()).isEqualTo(3 * (128 + 8 * 1_000));
        assertThat(outcome.usage().fuel().units()).isEqualTo(3 * (1 + 1_000 + 1) + 1);
    }

    @Test
    void a04WhatGlobalsBeginWithIsCountedAndNotSeenByTheNextInvocation() {
        GuestModule module = engine.load("global-array");
        for (int i = 0; i < 3; i++) {
            Outcome.Completed outcome = (Outcome.Completed) engine.call(module, "count", new byte[0]);
            assertThat(ByteBuffer.wrap(outcome.output()).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(1);
            assertThat(outcome.usage().memoryPeak().count()).isGreaterThan(1 << 20);
        }
        assertThat(trip("global-array", "count", EngineFixture.limits(50_000_000, 1 << 20, Duration.ofSeconds(60))).limit())
                .isEqualTo(Limit.MEMORY);
    }

    @ParameterizedTest
    @CsvSource({"i31-table, table 0 holds collected objects", "element-objects, begins with collected objects",
        "host-version, 'tollgate:host@2.input_length, which nobody offers'"})
    void whatCannotBeCountedOrIsNotThereIsRefused(String guest, String reason) {
        ModuleRefusedException refused = catchThrowableOfType(ModuleRefusedException.class,
                () -> Admission.admit(Guests.wasm(guest)));
        assertThat(refused).hasMessageContaining(reason);
    }

    @Test
    void framesOfTailCallsDoNotPileUp() {
        assertThat(engine.call(engine.load("tail-frames"), "run", new byte[0])).isInstanceOf(Outcome.Completed.class);
    }

    /** The interpreter holds operands on a stack of its own; compiled ones lie in the JVM's frames, which the depth bounds. */
    @Test
    void operandsOfAllFramesAreBoundedTogether() {
        Trip trip = trip("operand-stack", "run", EngineFixture.limits(500_000_000, 64 << 20, Duration.ofSeconds(60)));
        assertThat(trip.limit()).isIn(Limit.MEMORY, Limit.CALL_DEPTH);
    }

    @Test
    void aGuestThatExitsInTheMiddleIsNotKept() {
        GuestModule module = engine.load("operand-stack");
        for (int i = 0; i < 3; i++) {
            assertThat(engine.call(module, "exit", new byte[0])).isInstanceOf(Outcome.Completed.class);
            assertThat(module.idle()).isZero();
        }
    }

    /** The deadline is looked at often enough even when calls are dear; the bound is loose, for a busy machine. */
    @Test
    void largeFramesDoNotStretchASlicePastTheDeadline() {
        Trip trip = trip("large-frames", "run", EngineFixture.limits(1_000_000_000_000L, 64 << 20, Duration.ofMillis(200)));
        assertThat(trip.limit()).isEqualTo(Limit.DEADLINE);
        assertThat(trip.used()).isLessThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grow", "grow_table", "blocks"})
    void whatCostsLittleIsEndedByTheDeadlineToo(String handler) {
        Trip trip = trip("unpaid", handler, EngineFixture.limits(1_000_000_000_000L, 64 << 20, Duration.ofMillis(200)));
        assertThat(trip.limit()).isEqualTo(Limit.DEADLINE);
        assertThat(trip.used()).isLessThan(2_000);
    }

    @Test
    void a61AFunctionsNameCannotForgeALine() {
        Trip trip = trip("forged-name", "run", EngineFixture.limits(100_000, 1 << 20, Duration.ofSeconds(60)));
        assertThat(trip.toString()).contains("a\\u001b[31m\\u000a2026-01-01 ERROR forged").doesNotContain("\n", "\u001b");
    }

    @ParameterizedTest
    @ValueSource(longs = {1 << 10, 64 << 10})
    void anInstanceThatHoldsMoreThanTheInvocationMayIsNotUsed(long memory) {
        GuestModule state = engine.load("state");
        engine.call(state, "count", new byte[0]);
        assertThat(state.idle()).isEqualTo(1);
        Outcome outcome = engine.call(state, "count", new byte[0], EngineFixture.limits(1_000_000, memory, Duration.ofSeconds(60)));
        assertThat(((Outcome.Tripped) outcome).trip().limit()).isEqualTo(Limit.MEMORY);
    }

    private Trip trip(String guest, String handler, Limits limits) {
        Outcome outcome = engine.call(engine.load(guest), handler, new byte[0], limits);
        assertThat(outcome).isInstanceOf(Outcome.Tripped.class);
        return ((Outcome.Tripped) outcome).trip();
    }
}
