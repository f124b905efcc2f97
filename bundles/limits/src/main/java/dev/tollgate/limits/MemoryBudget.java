package dev.tollgate.limits;

/**
 * Counts what one instance holds: the bytes of its memories, the entries of its tables, its collected objects. Room is
 * asked for before it is taken, and taken from the host's as well: in whole granules, so that an instance that makes small
 * objects does not meet all others at the host's counter each time.
 *
 * <p>Used by one owner at a time.
 */
public final class MemoryBudget {
    /** What is taken from the host at least. */
    static final long GRANULE = 4_096;

    private final HostMemory host;
    private long allowed;
    private long held;
    private long peak;
    private long reserved;

    public MemoryBudget(Bytes allowed, HostMemory host) {
        this.host = host;
        this.allowed = within(allowed);
    }

    /**
     * Takes {@code bytes}, to be called before they are allocated.
     *
     * @throws Tripped         with {@link Limit#MEMORY} when the instance may not hold that much; nothing is taken then
     * @throws NoRoomException when the host has no room for it; nothing is taken then
     */
    public void take(long bytes) {
        if (bytes < 0 || bytes > allowed - held) {
            throw new Tripped(Limit.MEMORY, allowed, bytes < 0 ? Long.MAX_VALUE : held + bytes);
        }
        reserve(held + bytes);
        held += bytes;
        peak = Math.max(peak, held);
    }

    public void giveBack(long bytes) {
        held -= bytes;
        long spare = (reserved - held) / GRANULE * GRANULE;
        if (spare > 0) {
            reserved -= spare;
            host.giveBack(spare);
        }
    }

    /** The instance is gone: the host has back what it held. */
    public void release() {
        giveBack(held);
    }

    /**
     * Begins a new invocation under its own allowance: the peak is counted from what is held now.
     *
     * @throws Tripped with {@link Limit#MEMORY} when more is held already
     */
    public void allow(Bytes allowance) {
        allowed = within(allowance);
        peak = held;
        take(0);
    }

    public Bytes held() {
        return new Bytes(held);
    }

    public Bytes peak() {
        return new Bytes(peak);
    }

    /** What can never be had is a limit like any other, not a lack of room that passes. */
    private long within(Bytes allowance) {
        return Math.min(allowance.count(), host.allowed().count() / GRANULE * GRANULE);
    }

    private void reserve(long bytes) {
        if (bytes > reserved) {
            long more = (bytes - reserved + GRANULE - 1) / GRANULE * GRANULE;
            host.take(more);
            reserved += more;
        }
    }
}
