package dev.tollgate.engine.internal.backend;

import dev.tollgate.engine.internal.metering.FuelPass;
import java.util.Set;

/** A way to run metered modules. All of them run the same code, so the same input costs the same fuel in each. */
public interface Backend {
    /** As configuration and commands call it. */
    String name();

    /**
     * Makes what there is to be made of a module once and for all; the slow part.
     *
     * @param metered           as the fuel pass left it
     * @param importedFunctions how many functions the host has
     * @param large             functions that may be too large for the backend
     * @param work              told from time to time what was made so far
     */
    Classes compile(FuelPass.Metered metered, int importedFunctions, Set<Integer> large, Work work);

    /** Makes what was compiled ready to be instantiated. */
    Code link(Classes classes);

    /** Whether this function's body is read when the module runs; all others can be left out of it. */
    boolean reads(int function, Classes classes);
}
