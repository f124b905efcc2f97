package dev.tollgate.benchmarks.kernels;

import io.github.kawamuray.wasmtime.Config;
import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.Instance;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.Val;
import java.util.List;

/**
 * Wasmtime: native code made by Cranelift. With {@code epochs} each loop and function checks whether its time is over, which
 * is the nearest to metering that this binding offers; it has no way to switch fuel on.
 */
final class Wasmtime implements Backend {
    private static final long NEVER = 1L << 40;

    private final boolean epochs;

    Wasmtime(boolean epochs) {
        this.epochs = epochs;
    }

    @Override
    public Program load(byte[] wasm) {
        Engine engine = new Engine(new Config().epochInterruption(epochs));
        Store<Void> store = new Store<>(null, engine);
        if (epochs) {
            store.setEpochDeadline(NEVER);
        }
        Instance instance = new Instance(store, new Module(engine, wasm), List.of());
        instance.getFunc(store, "_initialize").ifPresent(initialize -> initialize.call(store));
        return (export, arguments) -> {
            Val[] values = new Val[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Val.fromI32((int) arguments[i]);
            }
            try (Func function = instance.getFunc(store, export).orElseThrow()) {
                return function.call(store, values)[0].i32();
            }
        };
    }
}
