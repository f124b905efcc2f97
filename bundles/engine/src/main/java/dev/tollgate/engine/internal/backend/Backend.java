package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.wasm.WasmModule;
import java.util.Set;

/** A way to run metered modules. All of them run the same code, so the same input costs the same fuel in each. */
public interface Backend {
    /** As configuration and commands call it. */
    String name();

    /**
     * Makes what there is to be made of a module once and for all; the slow part.
     *
     * @param tooLarge functions that are known to be too large for the backend
     * @param work     asked from time to time whether to go on, with what was made so far
     */
    Classes compile(WasmModule metered, Set<Integer> tooLarge, Work work);

    /** Makes what was compiled ready to be instantiated. */
    Code link(Classes classes);

    /** Whether this function's body is read when the module runs; all others can be left out of it. */
    boolean reads(int function, Classes classes);
}
