package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of docs/FUEL.md, version 2, by what small handlers cost. */
class FuelScheduleTest {
    private final EngineFixture engine = new EngineFixture();
    private final GuestModule fuel = engine.load("fuel");

    @ParameterizedTest
    @CsvSource({
        "straight, 5",          // two constants, add, drop, the answer
        "structure, 5",         // nop; a constant, if, nop; the answer; block, loop, else and end cost nothing
        "fill, 105",            // three constants, 1 + 1600/16, the answer
        "grow, 2116",           // a constant, 1 + 2 * 1024 + 64 * 1, drop, the answer
        "grow_table, 12",       // ref.null, a constant, 1 + 7, drop, the answer
        "ask, 103",             // call, 100 for the host, drop, the answer
        "write, 113"            // two constants, call, 100 for the host, 160/16 for the bytes
    })
    void everythingCostsWhatTheScheduleSays(String handler, long units) {
        Outcome outcome = engine.call(fuel, handler, new byte[0]);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(outcome.usage().fuel().units()).isEqualTo(units);
    }
}
