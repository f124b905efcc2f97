package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Code that meters itself does what it did before, for the same fuel wherever and however often it runs. The answers are
 * those of other engines; the build runs this on every backend.
 */
class RewrittenCodeTest {
    private static final int OFTEN = 10_000;

    private final EngineFixture engine = new EngineFixture();

    @ParameterizedTest
    @CsvSource(textBlock = """
            control-flow, brif_func, 66, 68
            control-flow, brif_value, 55, 68
            control-flow, bulk, 959854131, 296
            control-flow, dead, 31, 4
            control-flow, dead2, 8, 2
            control-flow, dead_else, 41, 5
            control-flow, empty, 15, 7
            control-flow, fib, 610, 17755
            control-flow, grow, 13, 4784
            control-flow, if_loop, 1215, 45
            control-flow, indirect, 22, 98
            control-flow, loop_result_dead, 5, 2
            control-flow, loop_then_code, 22, 40
            control-flow, multi, 10, 14
            control-flow, nested, 756, 901
            control-flow, select, 12, 9
            control-flow, swap, 35, 8
            control-flow, table_func, 5, 43
            control-flow, table_out, -1011896312, 762
            control-flow, tail, 6050, 1108
            control-flow, tailt, 62, 100
            exceptions, br_out_of_try, 5, 41
            exceptions, catch_ref, 44, 2001
            exceptions, catch_to_func, 9, 1008
            exceptions, catch_to_loop, 33, 6187
            exceptions, catch_two, 9, 1007
            exceptions, catch_value, 108, 1011
            exceptions, dead_try, 3, 2
            exceptions, empty_try, 6, 2
            exceptions, nested, 5, 4091
            exceptions, tail_throws, 9, 1010
            exceptions, through_loop, 12, 1087
            function-references, arr, 31, 59
            function-references, br_on_null_func, 9, 10
            function-references, call_ref, 48, 42
            function-references, cast, 40, 37
            function-references, cast_fail, 15, 17
            function-references, fixed, 10, 191
            function-references, global_struct, 9, 7
            function-references, i31, 77, 3
            function-references, non_null, 13, 4
            function-references, tail_ref, 17, 43
            function-references, test, 1, 25
            function-references, typed_table, 110, 13
            """)
    void a19TheAnswerAndTheFuelAreTheSameOnEveryBackend(String guest, String handler, int answer, long fuel) {
        Outcome outcome = engine.call(engine.load(guest), handler, new byte[0]);
        assertThat(((Outcome.Failed) outcome).message()).isEqualTo("the handler answered " + answer);
        assertThat(outcome.usage().fuel().units()).isEqualTo(fuel);
    }

    @ParameterizedTest
    @CsvSource({"fuel, straight", "fuel, write", "runaway, ask_10", "state, count"})
    void a19TheSameInputCostsTheSameTenThousandTimes(String guest, String handler) {
        GuestModule module = engine.load(guest);
        Set<Long> costs = new HashSet<>();
        for (int i = 0; i < OFTEN; i++) {
            costs.add(engine.call(module, handler, new byte[0]).usage().fuel().units());
        }
        assertThat(module.idle()).as("instances came back, so both new and used ones ran").isEqualTo(1);
        assertThat(costs).hasSize(1);
    }

    @Test
    void a19ATrapCostsTheSameEachTime() {
        GuestModule module = engine.load("traps");
        Set<Long> costs = new HashSet<>();
        for (int i = 0; i < OFTEN; i++) {
            costs.add(engine.call(module, "load_oob", new byte[0]).usage().fuel().units());
        }
        assertThat(costs).containsExactly(2L);
    }

    @ParameterizedTest
    @CsvSource({"loop, FUEL, 100001", "loop_if, FUEL, 100002", "loop_table, FUEL, 100002"})
    void a19ATripHappensAtTheSamePointEachTime(String handler, Limit limit, long used) {
        GuestModule module = engine.load("runaway");
        for (int i = 0; i < 50; i++) {
            Trip trip = ((Outcome.Tripped) engine.call(module, handler, new byte[0],
                    EngineFixture.limits(100_000, 1 << 20, EngineFixture.UNHURRIED.deadline()))).trip();
            assertThat(trip.limit()).isEqualTo(limit);
            assertThat(trip.used()).isEqualTo(used);
        }
    }
}
