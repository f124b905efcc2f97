package dev.tollgate.limits;

/**
 * Counts what one instance holds: the bytes of its memories, the entries of its tables, its collected objects. Room is
 * asked for before it is taken.
 */
public final class MemoryBudget {
    private long allowed;
    private long held;
    private long peak;

    public MemoryBudget(Bytes allowed) {
        this.allowed = allowed.count();
    }

    /**
     * Takes {@code bytes}, to be called before they are allocated.
     *
     * @throws Tripped with {@link Limit#MEMORY} when there is no room; nothing is taken then
     */
    public void take(long bytes) {
        if (bytes < 0 || bytes > allowed - held) {
            throw new Tripped(Limit.MEMORY, allowed, bytes < 0 ? Long.MAX_VALUE : held + bytes);
        }
        held += bytes;
        peak = Math.max(peak, held);
    }

    public void giveBack(long bytes) {
        held -= bytes;
    }

    /**
     * Begins a new invocation under its own allowance: the peak is counted from what is held now.
     *
     * @throws Tripped with {@link Limit#MEMORY} when more is held already
     */
    public void allow(Bytes allowance) {
        allowed = allowance.count();
        peak = held;
        take(0);
    }

    public Bytes held() {
        return new Bytes(held);
    }

    public Bytes peak() {
        return new Bytes(peak);
    }
}
