package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Version;

/**
 * A provider of a gate, and who is in it. One number holds both how many there are, and in its sign whether nobody else gets in,
 * so that nobody slips in while the last ones are waited for.
 */
final class Provider {
    private static final int CLOSED = Integer.MIN_VALUE;

    /**
     * Where a provider comes from.
     *
     * @param service its service id
     * @param bundle  the symbolic name of its bundle
     */
    record Source(long service, int ranking, long bundleId, String bundle, Version version) {
    }

    private final Source source;
    private final Capability capability;
    private final GateContract contract;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean abandoned;

    /** @throws IllegalArgumentException when it is none that guests could call */
    Provider(Capability capability, Source source) {
        this.source = source;
        this.capability = capability;
        this.contract = GateContract.of(capability);
    }

    Source source() {
        return source;
    }

    Capability capability() {
        return capability;
    }

    GateContract contract() {
        return contract;
    }

    /** Lets one in; false where it is closed. */
    boolean enter() {
        for (int now = inside.get(); now >= 0; now = inside.get()) {
            if (inside.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    void leave() {
        if (inside.decrementAndGet() == CLOSED) {
            synchronized (inside) {
                inside.notifyAll();
            }
        }
    }

    int inside() {
        return inside.get() & Integer.MAX_VALUE;
    }

    boolean abandoned() {
        return abandoned;
    }

    /** Lets nobody in any more. */
    void close() {
        inside.updateAndGet(now -> now | CLOSED);
    }

    /** Waits until the last one has left; false where that takes longer. To be called when it is closed. */
    boolean drained(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (inside) {
            for (long left = patience.toNanos(); inside.get() != CLOSED; left = end - System.nanoTime()) {
                if (left <= 0) {
                    return false;
                }
                inside.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
        return true;
    }

    /** Who is still in it is to be stopped. */
    void abandon() {
        abandoned = true;
    }
}
