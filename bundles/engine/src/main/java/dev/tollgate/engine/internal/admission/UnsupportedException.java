package dev.tollgate.engine.internal.admission;

/** A part of WebAssembly that is not taken; what follows it cannot be told without knowing it. */
public final class UnsupportedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Feature feature;

    public UnsupportedException(Feature feature) {
        super(feature.reason(), null, false, false);
        this.feature = feature;
    }

    public Feature feature() {
        return feature;
    }
}
