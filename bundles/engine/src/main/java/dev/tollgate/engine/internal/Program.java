package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import dev.tollgate.engine.internal.backend.Backend;
import dev.tollgate.engine.internal.backend.Code;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A compiled module that is ready to run in any number of instances.
 *
 * @param metered the module that meters itself, as far as it is read; its functions have the indexes of the original
 * @param start   the function to be called when an instance is made
 * @param entry   what a call from outside pays for, by the function's index
 * @param slow    those of its functions that will be slow
 * @param names   what its functions are called, and where in them somebody was
 * @param warm    the handlers that the JVM knows already, whichever plugin they were warmed up for
 */
record Program(Admission.Admitted admitted, WasmModule metered, OptionalInt start, int[] entry, Code code, Slow slow, FunctionNames names,
        Set<String> warm) {
    /** Functions that became no methods of the JVM, and those that became large ones. */
    record Slow(Collection<Integer> interpreted, Collection<Integer> huge) {
    }

    static Program of(CompiledModule compiled, Backend backend) {
        WasmModule metered = Parser.parse(compiled.module());
        return new Program(compiled.admitted(), metered, compiled.start(), compiled.entry(), backend.link(compiled.classes()),
                new Slow(compiled.classes().interpreted(), compiled.classes().huge()), new FunctionNames(metered, compiled.places()),
                ConcurrentHashMap.newKeySet());
    }
}
