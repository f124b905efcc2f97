package dev.tollgate.limits;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The memory of all guests of a host together. Each {@link MemoryBudget} takes what it needs from here as well, in whole
 * granules, and gives it back. Where there is no more, whoever keeps idle memory is asked to give up some of it first.
 */
public final class HostMemory {
    private final Bytes allowed;
    private final LongConsumer giveUp;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param giveUp asked to give back this many bytes and more, of what is idle */
    public HostMemory(Bytes allowed, LongConsumer giveUp) {
        this.allowed = allowed;
        this.giveUp = giveUp;
    }

    /** Takes {@code bytes} where there is room without anybody giving up something; else answers false and takes nothing. */
    public boolean tryTake(long bytes) {
        long now = held.get();
        while (bytes <= allowed.count() - now) {
            if (held.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = held.get();
        }
        return false;
    }

    /** @throws NoRoomException when there is no room even without what is idle; nothing is taken then */
    public void take(long bytes) {
        if (!tryTake(bytes)) {
            giveUp.accept(bytes);
            if (!tryTake(bytes)) {
                refused.incrementAndGet();
                throw new NoRoomException(bytes, allowed);
            }
        }
    }

    public void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    /** How often there was no room. */
    public long refused() {
        return refused.get();
    }

    public Bytes allowed() {
        return allowed;
    }

    public Bytes held() {
        return new Bytes(held.get());
    }
}
