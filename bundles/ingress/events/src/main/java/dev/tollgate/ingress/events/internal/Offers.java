package dev.tollgate.ingress.events.internal;

import dev.tollgate.limits.Refusals;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the offers of one route one after another, on a thread that is there only while there are some. What does not fit is rejected. */
final class Offers implements Executor, AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ThreadPoolExecutor worker;
    private final Refusals refusals;

    Offers(String name, int waiting, Refusals refusals) {
        this.refusals = refusals;
        this.worker = new ThreadPoolExecutor(1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(waiting), task -> {
            Thread thread = new Thread(task, "tollgate-" + name);
            thread.setDaemon(true);
            return thread;
        });
        worker.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable offer) {
        worker.execute(offer);
    }

    /** Those that wait are offered still, for a while. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            worker.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        worker.shutdownNow().forEach(dropped -> refusals.add("STOPPED", "it still waited when its route was closed"));
    }
}
