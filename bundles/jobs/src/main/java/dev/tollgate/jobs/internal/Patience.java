package dev.tollgate.jobs.internal;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The waiting that a stop does. Being interrupted shortens what may be shortened, and is passed on at the end. */
final class Patience {
    private boolean interrupted;

    /** Waits for a thread that ends by itself, however impatient the caller is. */
    void join(Thread thread) {
        while (true) {
            try {
                thread.join();
                return;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
    }

    /** Whether all its tasks ended within the bound; not waited for once interrupted. */
    boolean ended(ExecutorService pool, Duration bound) {
        try {
            return pool.awaitTermination(interrupted ? 0 : bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException enough) {
            interrupted = true;
            return pool.isTerminated();
        }
    }

    void passOn() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
