package dev.tollgate.benchmarks.kernels;

import java.util.List;
import java.util.function.Supplier;

/** A column of the table: an engine, and the flags of the JVM that it runs in. */
enum Column {
    V8("V8 (node)", V8::new, List.of()),
    WASMTIME("wasmtime", () -> new Wasmtime(false), List.of()),
    WASMTIME_EPOCHS("wasmtime, epochs", () -> new Wasmtime(true), List.of()),
    CHICORY("Chicory, compiled", Chicory::new, Flags.START_SCRIPT),
    UNMETERED("Tollgate, unmetered", () -> new Tollgate(false), Flags.START_SCRIPT),
    METERED("Tollgate", () -> new Tollgate(true), Flags.START_SCRIPT),
    METERED_NO_FLAGS("the same without flags", () -> new Tollgate(true), List.of()),
    INTERPRETER("interpreter, fuel", Interpreter::new, List.of());

    final String title;
    final Supplier<Backend> backend;
    final List<String> flags;

    Column(String title, Supplier<Backend> backend, List<String> flags) {
        this.title = title;
        this.backend = backend;
        this.flags = flags;
    }

    /** So slow that one process a benchmark must do. */
    boolean slow() {
        return this == INTERPRETER;
    }

    private static final class Flags {
        /** As in runtime-assembly/felix/src/main/dist/bin/tollgate. */
        private static final List<String> START_SCRIPT =
                List.of("-XX:-DontCompileHugeMethods", "-XX:MaxNodeLimit=240000", "-XX:NodeLimitFudgeFactor=8000", "-XX:-ClipInlining",
                        "-XX:MaxTrivialSize=30");
    }
}
