package dev.tollgate.engine.internal.backend;

/** A compilation that is under way, as its bounds see it. */
@FunctionalInterface
public interface Work {
    /** Bounds nothing. */
    Work UNBOUNDED = bytes -> { };

    /**
     * @param bytes how much was made by now
     * @throws Stopped when that is too much, or nobody waits for it any more
     */
    void made(long bytes);

    /** A compilation is to end. */
    abstract class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        protected Stopped(String why) {
            super(why, null, false, false);
        }
    }
}
