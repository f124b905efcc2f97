package dev.tollgate.engine;

/** What an invocation finds of the ones before it. */
public enum Instances {
    /** Nothing: every invocation begins in the same state. */
    CLEAN,
    /** Whatever the last invocation of the same instance left behind, where it ended well; which instance that is, is left open. */
    REUSE,
    /**
     * Whatever the invocation before it left behind: there is one instance, which is kept until it is renewed, trips or traps, and one
     * invocation of it at a time.
     */
    RESIDENT
}
