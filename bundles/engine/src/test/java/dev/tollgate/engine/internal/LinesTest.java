package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps and trips say where in the guest's source it was: {@code lines.c} and {@code through.c}, as clang leaves them. */
class LinesTest {
    private final EngineFixture engine = new EngineFixture();

    @ParameterizedTest
    @CsvSource({
        "lines-O0, divide, divided (lines.c:9) <- inner (lines.c:14) <- divide (lines.c:20)",
        "lines-O2, divide, inner (lines.c:9) <- divide (lines.c:20)",
        "lines-O0, give_up, give_up (lines.c:26)",
        "lines-O2, give_up, give_up (lines.c:26)",
        "lines-O0, beyond, beyond (lines.c:33)",
        "lines-O2, beyond, beyond (lines.c:33)",
        "lines-O0, indirect, divided (lines.c:9) <- inner (lines.c:14) <- through (through.c:7) <- indirect (lines.c:57)",
        "lines-O2, indirect, inner (lines.c:9) <- through (through.c:7) <- indirect (lines.c:57)"
    })
    void aTrapSaysOnWhichLineEachFunctionWas(String guest, String handler, String stack) {
        assertThat(trap(engine.load(guest), handler)).endsWith(" at " + stack);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines-O0", "lines-O2"})
    void aLoopWithoutEndTripsOnItsLine(String guest) {
        Trip trip = trip(guest, "spin");
        assertThat(trip.limit()).isEqualTo(Limit.FUEL);
        assertThat(trip.stack()).containsExactly("spin (lines.c:39)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines-O0", "lines-O2"})
    void recursionWithoutEndTripsOnTheLineOfTheCall(String guest) {
        Trip trip = trip(guest, "recurse");
        assertThat(trip.limit()).isEqualTo(Limit.CALL_DEPTH);
        assertThat(trip.stack()).hasSize(32).startsWith("deeper (lines.c:46)", "deeper (lines.c:48)");
        assertThat(trip.stack().subList(1, 32)).containsOnly("deeper (lines.c:48)");
    }

    @Test
    void withoutItsLinesAModuleSaysWhereInItsCodeItWas() {
        byte[] stripped = Sections.without(Guests.wasm("lines-O2"), ".debug_");
        assertThat(trap(load(stripped), "divide")).endsWith(" at inner +0x28 <- divide +0x17");
        assertThat(Sections.code(stripped)[0x28]).as("i32.div_s").isEqualTo((byte) 0x6d);
        assertThat(Sections.code(stripped)[0x17]).as("call").isEqualTo((byte) 0x10);
    }

    @Test
    void withoutAnyNamesItSaysAtLeastThat() {
        assertThat(trap(load(Sections.without(Guests.wasm("lines-O2"), "")), "divide")).endsWith(" at function 1 +0x28 <- divide +0x17");
    }

    /** A61: the name of a source is the guest's, as a function's is. */
    @Test
    void a61NamesOfSourcesAreSafeToShow() {
        byte[] forged = Guests.wasm("lines-O0");
        byte[] name = "lines.c\0".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i + name.length <= forged.length; i++) {
            if (new String(forged, i, name.length, StandardCharsets.ISO_8859_1).equals("lines.c\0")) {
                System.arraycopy("l\n\u001b[1mc\0".getBytes(StandardCharsets.UTF_8), 0, forged, i, name.length);
            }
        }
        assertThat(trap(load(forged), "give_up")).endsWith(" at give_up (l\\u000a\\u001b[1mc:26)");
        assertThat(trip(load(forged), "spin").stack()).containsExactly("spin (l\\u000a\\u001b[1mc:39)");
    }

    private GuestModule load(byte[] wasm) {
        return engine.load(wasm, EngineFixture.NOTHING_GRANTED);
    }

    private String trap(GuestModule guest, String handler) {
        return ((Outcome.Failed) engine.call(guest, handler, new byte[0])).message();
    }

    private Trip trip(String guest, String handler) {
        return trip(engine.load(guest), handler);
    }

    private Trip trip(GuestModule guest, String handler) {
        return ((Outcome.Tripped) engine.call(guest, handler, new byte[0])).trip();
    }
}
