package dev.tollgate.engine.spec;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.ValType;
import com.dylibso.chicory.wasm.types.Value;
import dev.tollgate.engine.harness.GuestStore;
import java.util.List;

/** The module {@code spectest} that scripts take for granted, as the reference interpreter has it. */
final class SpecHost {
    private static final String MODULE = "spectest";

    private SpecHost() {
    }

    static void offer(GuestStore store) {
        print(store, "print");
        print(store, "print_i32", ValType.I32);
        print(store, "print_i64", ValType.I64);
        print(store, "print_f32", ValType.F32);
        print(store, "print_f64", ValType.F64);
        print(store, "print_i32_f32", ValType.I32, ValType.F32);
        print(store, "print_f64_f64", ValType.F64, ValType.F64);
        store.offer(MODULE, "global_i32", new GlobalInstance(Value.i32(666)));
        store.offer(MODULE, "global_i64", new GlobalInstance(Value.i64(666)));
        store.offer(MODULE, "global_f32", new GlobalInstance(Value.fromFloat(666.6f)));
        store.offer(MODULE, "global_f64", new GlobalInstance(Value.fromDouble(666.6)));
        store.offer(MODULE, "memory", new MemoryLimits(1, 2));
        store.offer(MODULE, "table", new Table(ValType.FuncRef, new TableLimits(10, 20)));
    }

    private static void print(GuestStore store, String name, ValType... parameters) {
        store.offer(MODULE, name, FunctionType.of(List.of(parameters), List.of()), (instance, arguments) -> null);
    }
}
