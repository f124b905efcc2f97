package dev.tollgate.lifecycle.internal.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The place of one gate, where its providers come and go. When the last one has just gone, calls wait here for the next; each
 * departure is waited for once, so a gate that nobody provides costs its callers nothing.
 */
final class Station {
    /** As the OSGi service registry orders services, but an update of a bundle that is there twice goes before the older one. */
    private static final Comparator<Provider> BEST = Comparator.<Provider>comparingInt(provider -> provider.source().ranking())
            .thenComparing(provider -> provider.source().version())
            .thenComparing(Comparator.<Provider>comparingLong(provider -> provider.source().service()).reversed());

    private final LongSupplier nanoTime;
    private final List<Provider> candidates = new ArrayList<>();
    private volatile Provider current;
    private volatile long waitsUntil;

    Station(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.waitsUntil = nanoTime.getAsLong();
    }

    Optional<Provider> current() {
        return Optional.ofNullable(current);
    }

    boolean provided() {
        return current != null;
    }

    /** Whether it has a provider, or gets one in time, which can be gone again when this returns. */
    boolean provided(Duration patience) {
        if (current != null) {
            return true;
        }
        Provider next = enterNext(() -> patience);
        if (next != null) {
            next.leave();
        }
        return next != null;
    }

    /** The provider, with one more in it; null where there is none, and none came in time. */
    Provider enter(Supplier<Duration> patience) {
        Provider present = current;
        return present != null && present.enter() ? present : enterNext(patience);
    }

    private synchronized Provider enterNext(Supplier<Duration> patience) {
        long begun = nanoTime.getAsLong();
        long end = 0;
        while (true) {
            if (current != null && current.enter()) {
                return current;
            }
            if (end == 0) {
                end = Math.min(begun + patience.get().toNanos(), waitsUntil);
            }
            long left = end - nanoTime.getAsLong();
            if (left <= 0) {
                return null;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }

    synchronized boolean has(long service) {
        return candidates.stream().anyMatch(provider -> provider.source().service() == service);
    }

    synchronized void add(Provider provider) {
        candidates.add(provider);
        choose();
    }

    /** Takes a provider away, so that nobody gets in any more; where it was the last one, the next is waited for until then. */
    synchronized Optional<Provider> remove(long service, Duration patience) {
        Optional<Provider> leaving = candidates.stream().filter(provider -> provider.source().service() == service).findFirst();
        leaving.ifPresent(provider -> {
            candidates.remove(provider);
            waitsUntil = nanoTime.getAsLong() + patience.toNanos();
            choose();
            provider.close();
        });
        return leaving;
    }

    private void choose() {
        current = candidates.stream().max(BEST).orElse(null);
        notifyAll();
    }
}
