package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.wasm.WasmModule;

/** A way to run metered modules. All of them run the same code, so the same input costs the same fuel in each. */
public interface Backend {
    /** Makes a module ready to be instantiated. */
    Code prepare(WasmModule metered);
}
