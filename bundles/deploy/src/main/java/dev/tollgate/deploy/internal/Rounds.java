package dev.tollgate.deploy.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again on a thread of its own: when it asked for it, and when somebody says that there is something to do. */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor thread;
    private final Supplier<Duration> round;
    private final Duration afterAFailure;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private Future<?> next;

    /**
     * @param round         answers when it wants to be done again
     * @param afterAFailure when it is done again where it did not answer
     */
    Rounds(String name, Supplier<Duration> round, Duration afterAFailure) {
        this.round = round;
        this.afterAFailure = afterAFailure;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
    }

    /** One round soon; it begins after this call does. */
    void wake() {
        if (wanted.compareAndSet(false, true)) {
            after(Duration.ZERO);
        }
    }

    /** No round begins any more; the one that is under way is waited for, not for ever. */
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_ROUND.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{} is not waited for any longer", LAST_ROUND);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        wanted.set(false);
        Duration wait = afterAFailure;
        try {
            wait = round.get();
        } catch (RuntimeException | Error failed) {
            // The executor would keep it to itself, and there would be no other round.
            LOG.error("a round failed, the next one is in {}", wait, failed);
        }
        after(wait);
    }

    private synchronized void after(Duration wait) {
        try {
            if (next != null) {
                next.cancel(false);
            }
            next = thread.schedule(this::run, wanted.get() ? 0 : wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("no round begins any more", closed);
        }
    }
}
