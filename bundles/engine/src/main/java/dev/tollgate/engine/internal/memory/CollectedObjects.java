package dev.tollgate.engine.internal.memory;

/** What an object of the garbage collection proposal takes of the instance's memory. */
public final class CollectedObjects {
    /** Header, map entry and key of one object on a 64-bit JVM, rounded up. */
    private static final long OBJECT_BYTES = 128;
    private static final long ELEMENT_BYTES = 8;

    private CollectedObjects() {
    }

    /** What a structure of so many fields, or an array of so many elements, takes. */
    public static long bytes(long elements) {
        return OBJECT_BYTES + ELEMENT_BYTES * elements;
    }
}
