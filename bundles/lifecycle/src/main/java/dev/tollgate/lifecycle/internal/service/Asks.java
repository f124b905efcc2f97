package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.PluginException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Who asks the guest how it is, and waits for a moment between two events. Guarded by a lock of its owner's. */
final class Asks {
    static final int MOST = 16;

    private final Deque<CompletableFuture<byte[]>> waiting = new ArrayDeque<>();

    /** Empty where as many wait as may. */
    Optional<CompletableFuture<byte[]>> add() {
        if (waiting.size() == MOST) {
            return Optional.empty();
        }
        CompletableFuture<byte[]> ask = new CompletableFuture<>();
        waiting.add(ask);
        return Optional.of(ask);
    }

    boolean any() {
        return !waiting.isEmpty();
    }

    CompletableFuture<byte[]> take() {
        return waiting.remove();
    }

    /** Whether it was still waiting. */
    boolean withdraw(CompletableFuture<byte[]> ask) {
        return waiting.remove(ask);
    }

    /** Nobody answers any more. */
    void refuse(String why, Ends ends) {
        for (CompletableFuture<byte[]> ask : waiting) {
            ends.add(() -> ask.completeExceptionally(new PluginException(why)));
        }
        waiting.clear();
    }
}
