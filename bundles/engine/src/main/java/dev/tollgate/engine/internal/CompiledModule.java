package dev.tollgate.engine.internal;

import dev.tollgate.engine.internal.backend.Classes;
import dev.tollgate.engine.internal.source.Places;
import java.util.OptionalInt;

/**
 * All that is needed to load a module, so that none of its code is read again.
 *
 * @param start  the function to be called when an instance is made
 * @param entry  what a call from outside pays for, by the function's index
 * @param module the metered module, without the bodies that the backend does not read
 * @param places where in the original a frame is
 */
record CompiledModule(Admission.Admitted admitted, OptionalInt start, int[] entry, byte[] module, Classes classes, Places places) {
}
