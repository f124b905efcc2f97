package dev.tollgate.benchmarks.kernels;

import java.util.OptionalLong;

/** An engine. */
interface Backend {
    /** A new instance, initialised, of a module that imports nothing. */
    Program load(byte[] wasm) throws Exception;

    /** An instance. */
    interface Program {
        /** Calls an exported function whose parameters and result are i32. */
        long call(String export, long... arguments) throws Exception;

        /** What all calls used up together, where the engine counts it. */
        default OptionalLong fuel() {
            return OptionalLong.empty();
        }
    }
}
