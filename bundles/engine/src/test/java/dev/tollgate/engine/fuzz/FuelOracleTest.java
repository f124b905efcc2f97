package dev.tollgate.engine.fuzz;

import static dev.tollgate.engine.fuzz.Type.I32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.harness.Allowance;
import dev.tollgate.engine.harness.Ending;
import dev.tollgate.engine.harness.GuestStore;
import dev.tollgate.engine.harness.OracleEngine;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the oracle counts, by hand and by the rows of docs/FUEL.md. */
class FuelOracleTest {
    private static final Signature NOTHING = Signature.of(List.of());

    static Stream<Object[]> rows() {
        return Stream.of(
                new Object[] {"constants, add, drop", 4, code().bytes(0x41, 1, 0x41, 2, 0x6A, 0x1A)},
                new Object[] {"nop; a constant, if, nop; nothing for block, loop, else and end", 4,
                        code().bytes(0x01, 0x02, 0x40, 0x03, 0x40, 0x41, 1, 0x04, 0x40, 0x01, 0x05, 0x01, 0x0B, 0x0B, 0x0B)},
                new Object[] {"three constants, 1 + 1600/16", 104, code().bytes(0x41, 0, 0x41, 0, 0x41).signed(1_600).bytes(0xFC, 11, 0)},
                new Object[] {"a constant, 1 + 2 * 1024 + 64 for the page that moves, drop", 2_115, code().bytes(0x41, 2, 0x40, 0, 0x1A)},
                new Object[] {"a constant, 1 for what fails, drop", 3, code().bytes(0x41).signed(-1).bytes(0x40, 0, 0x1A)},
                new Object[] {"ref.null, a constant, 1 + 7, drop", 11, code().bytes(0xD0, 0x70, 0x41, 7, 0xFC, 15, 0, 0x1A)});
    }

    private static BinaryWriter code() {
        return new BinaryWriter();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everythingCostsWhatTheScheduleSays(String what, long units, BinaryWriter code) {
        assertThat(fuel(SmallModule.of(NOTHING, code))).isEqualTo(units);
    }

    /** Twenty rounds of five instructions, two to begin with, and 17 locals. */
    @Test
    void aLoopCostsAsOftenAsItRuns() {
        BinaryWriter code = code().bytes(0x41, 20, 0x21, 0, 0x03, 0x40, 0x20, 0, 0x41, 1, 0x6B, 0x22, 0, 0x0D, 0, 0x0B);
        byte[] wasm = SmallModule.of(List.of(NOTHING), NOTHING, Collections.nCopies(17, I32), code);
        assertThat(fuel(wasm)).isEqualTo(2 + 20 * 5 + 17 / 8);
    }

    @Test
    void itEndsWhatIsOverTheAllowance() {
        byte[] loop = SmallModule.of(NOTHING, code().bytes(0x03, 0x40, 0x0C, 0, 0x0B));
        assertThat(ending(loop)).isEqualTo(Ending.Kind.OUT_OF_FUEL);
        byte[] recursion = SmallModule.of(NOTHING, code().bytes(0x10, 0));
        assertThat(ending(recursion)).isEqualTo(Ending.Kind.TOO_DEEP);
    }

    private static Ending.Kind ending(byte[] wasm) {
        GuestStore store = new OracleEngine().store(new Allowance(1_000, 100));
        return Ending.of(() -> store.call(store.instantiate(wasm), "run")).kind();
    }

    private static long fuel(byte[] wasm) {
        GuestStore store = new OracleEngine().store(Allowance.AMPLE);
        store.call(store.instantiate(wasm), "run");
        return store.fuel();
    }
}
