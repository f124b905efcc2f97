package dev.tollgate.engine.internal.source;

/** A part of a line table is not what it says it is, or larger than anybody reads: that part is passed over. */
final class MalformedDwarfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedDwarfException() {
        super("malformed", null, false, false);
    }
}
