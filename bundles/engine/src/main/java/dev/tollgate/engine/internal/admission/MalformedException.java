package dev.tollgate.engine.internal.admission;

/** The bytes are no WebAssembly from here on, or none that is valid. */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedException(int offset, String what) {
        super("at byte " + offset + ": " + what, null, false, false);
    }
}
