package dev.tollgate.limits;

/**
 * Thrown through the guest's frames by a {@link Meter} when nobody wants the invocation any more. As little as {@link Tripped} can
 * a guest catch it, but no limit was passed, and no breaker counts it.
 */
public final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cancelled() {
        super("the invocation is not wanted any more", null, false, false);
    }
}
