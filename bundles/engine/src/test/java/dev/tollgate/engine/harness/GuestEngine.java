package dev.tollgate.engine.harness;

/** A way of running WebAssembly, to be held against what it must do or against another one. */
public interface GuestEngine {
    /** One word, by which tests and expected differences name it. */
    String label();

    /** Whether guests run as bytecode of the JVM, with what the engine's compiler cannot do. */
    boolean compiles();

    /** A place of its own for modules that import from one another. Each call into one of them may use {@code allowance}. */
    GuestStore store(Allowance allowance);
}
