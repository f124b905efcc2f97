package dev.tollgate.engine.fuzz;

import java.util.List;

/**
 * A module made from a seed, and what to do with it.
 *
 * @param imports signatures of the functions that it imports, as {@code host.0} and so on
 * @param globals types of the globals that it exports, as {@code g0} and so on
 * @param memory  whether it exports a memory, as {@code memory}
 * @param calls   to make one after the other
 */
record GeneratedModule(long seed, byte[] wasm, List<Signature> imports, List<Type> globals, boolean memory, List<Call> calls) {
    /** @param results types of what the function returns */
    record Call(String export, long[] arguments, List<Type> results) {
    }
}
