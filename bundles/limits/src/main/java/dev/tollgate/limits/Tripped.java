package dev.tollgate.limits;

/**
 * Thrown through the guest's frames by a {@link Meter}. It is no WebAssembly exception, so a guest cannot catch it. Its
 * Java stack is where the guest's frames are read from.
 */
public final class Tripped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Limit limit;
    private final long allowed;
    private final long used;
    private final String gate;

    public Tripped(Limit limit, long allowed, long used) {
        this(limit, allowed, used, "");
    }

    /** The quota of one gate. */
    public Tripped(Limit limit, long allowed, long used, String gate) {
        super(limit.title() + " limit");
        this.gate = gate;
        this.limit = limit;
        this.allowed = allowed;
        this.used = used;
    }

    public Limit limit() {
        return limit;
    }

    public long allowed() {
        return allowed;
    }

    public long used() {
        return used;
    }

    /** The gate that has the quota; empty where it is not one gate's. */
    public String gate() {
        return gate;
    }
}
