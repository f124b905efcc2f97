package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.limits.Limit;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest does wrong is its own failure, never the engine's, and what ends it cannot be caught. */
class TrapTest {
    private final EngineFixture engine = new EngineFixture();

    @ParameterizedTest
    @ValueSource(strings = {
        "array_copy_null", "array_copy_wrap", "array_fill_null", "array_fill_oob", "array_fill_wrap",
        "array_init_data_oob", "array_len_null", "array_neg", "array_new_data_neg", "array_new_data_oob",
        "array_null", "array_oob", "array_set_null", "array_set_oob", "as_non_null", "call_indirect_mismatch",
        "call_indirect_neg", "call_indirect_null", "call_indirect_oob", "call_ref_null", "copy_oob", "data_dropped",
        "div0", "divo", "fill_neg", "fill_oob", "i31_null", "init_neg", "init_oob", "ldiv0", "ldivo", "load8_off",
        "load_neg", "load_off", "load_off2", "load_oob", "lrem0", "ref_cast", "ref_cast_null", "rem0",
        "return_call_indirect_mismatch", "return_call_indirect_neg", "return_call_indirect_null",
        "return_call_ref_null", "store_off", "store_oob", "struct_null", "struct_set_null", "table_copy_big",
        "table_copy_neg", "table_copy_oob", "table_fill_neg", "table_fill_oob", "table_get_neg", "table_get_oob",
        "table_init_neg", "table_init_oob", "table_set_oob", "throw_ref_null", "trunc_big", "trunc_nan", "uncaught",
        "unreachable"
    })
    void whatAGuestDoesWrongIsATrap(String handler) {
        Outcome outcome = engine.call(engine.load("traps"), handler, new byte[0]);
        assertThat(((Outcome.Failed) outcome).failure()).isEqualTo(Failure.TRAPPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"call_indirect_import", "call_ref_import", "return_call_import", "return_call_indirect_import",
        "return_call_ref_import"})
    void aHostFunctionIsCalledInEveryWayThereIs(String handler) {
        Outcome outcome = engine.call(engine.load("traps"), handler, new byte[0]);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(outcome.usage().hostCalls()).containsEntry("host", 1);
    }

    /** A22: a trip is no exception of the guest's. */
    @ParameterizedTest
    @EnumSource(value = Limit.class, names = {"FUEL", "CALL_DEPTH", "MEMORY", "HOST_CALLS"})
    void a22NothingThatEndsAnInvocationCanBeCaught(Limit limit) {
        GuestModule guest = engine.load("catch-all");
        Outcome outcome = engine.call(guest, limit.name().toLowerCase(Locale.ROOT), new byte[0]);
        assertThat(((Outcome.Tripped) outcome).trip().limit()).isEqualTo(limit);
    }

    @Test
    void a22NorATrap() {
        Outcome outcome = engine.call(engine.load("catch-all"), "trap", new byte[0]);
        assertThat(((Outcome.Failed) outcome).failure()).isEqualTo(Failure.TRAPPED);
    }
}
