package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Transitions on their way to the store. While one batch commits the next one gathers: this, and not the claim, is where
 * the engine's speed comes from.
 */
final class Outbox {
    private final Deque<Ended> pending = new ArrayDeque<>();
    private boolean closed;

    synchronized void add(Ended transition) {
        pending.addLast(transition);
        notifyAll();
    }

    /** Puts back what could not be written, before anything newer. */
    synchronized void putBack(List<Ended> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            pending.addFirst(batch.get(i));
        }
    }

    /**
     * Takes up to {@code most}, without waiting, and no two of one job: a store answers with the jobs it wrote, and the entry of an
     * execution that was fenced off must not pass for that of its successor.
     */
    synchronized List<Ended> next(int most) {
        List<Ended> batch = new ArrayList<>(Math.min(most, pending.size()));
        Set<JobId> jobs = new HashSet<>();
        while (batch.size() < most && !pending.isEmpty() && jobs.add(pending.getFirst().transition().id())) {
            batch.add(pending.removeFirst());
        }
        return batch;
    }

    synchronized boolean isEmpty() {
        return pending.isEmpty();
    }

    /** Waits until there is something, or until it is closed. */
    synchronized void awaitAny() throws InterruptedException {
        while (pending.isEmpty() && !closed) {
            wait();
        }
    }

    /** Ends all waiting; it still takes and gives. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
