package dev.tollgate.abi;

/**
 * What a host function answers a guest with instead of a result. Results are 0 or more, errors less than 0; they never
 * share a value. Numbers are never reused, additions append.
 */
public enum Errno {
    /** The plugin was not granted this capability. */
    EPERM(-1),
    /** A quota of the invocation or of the plugin is used up. */
    EQUOTA(-2),
    /** An argument is not valid: its form, its range, or a pointer outside the guest's memory. */
    EINVAL(-3),
    /** The host failed; the guest is not at fault and may try again. */
    EINTERNAL(-4),
    /** There is no such thing. */
    ENOENT(-5),
    /** Too often; try again later. */
    ERATELIMIT(-6),
    /** No bundle provides this capability at the moment. */
    EUNAVAILABLE(-7),
    /** Something equal is there already. */
    ECONFLICT(-8),
    /** An argument or a result is larger than its limit. */
    ETOOBIG(-9),
    /** It took longer than it may. */
    ETIMEOUT(-10),
    /** Another call is under way. */
    EBUSY(-11);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    /** The number that a guest sees, less than 0. */
    public int number() {
        return number;
    }
}
