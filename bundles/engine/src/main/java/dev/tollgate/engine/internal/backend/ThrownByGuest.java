package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmException;

/** A guest's exception that knows where it was thrown. The engine empties its stack trace when it has been made; here it stays. */
final class ThrownByGuest extends WasmException {
    private static final long serialVersionUID = 1L;

    ThrownByGuest(Instance instance, int tag, long[] values) {
        super(instance, tag, values);
    }

    @Override
    public void setStackTrace(StackTraceElement[] nothing) {
        // As it is.
    }
}
