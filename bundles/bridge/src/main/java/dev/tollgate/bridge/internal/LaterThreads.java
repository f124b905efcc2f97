package dev.tollgate.bridge.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread for each thing that is under way: one plugin that takes its time keeps no other waiting. */
final class LaterThreads implements Later, AutoCloseable {
    private final AtomicInteger made = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tollgate-discovery-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void run(Duration delay, Runnable task) {
        try {
            if (delay.isZero()) {
                threads.execute(task);
            } else {
                CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, threads).execute(task);
            }
        } catch (RejectedExecutionException closed) {
            // The host stops: another start begins anew.
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
