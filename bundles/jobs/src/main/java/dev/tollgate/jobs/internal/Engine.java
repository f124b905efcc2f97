package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.JobWatcher;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that turn a {@link Worker}: one claims, a bounded pool runs, one writes what ended, one keeps leases alive.
 * Closing it drains: no job that it claimed stays claimed.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration AFTER_FAILED_WRITE = Duration.ofSeconds(1);
    private static final int LAST_TRIES = 3;
    /** How late at most an execution is ended that must end. */
    private static final Duration WATCH = Duration.ofMillis(100);
    /** The store may be closed as soon as the engine is. */
    private static final Duration LAST_TICK = Duration.ofSeconds(10);

    private final EngineSettings settings;
    private final Doorbell bell;
    private final Worker worker;
    private final Upkeep upkeep;
    private final ExecutorService pool;
    private final ScheduledExecutorService keeper;
    private final Thread dispatcher;
    private final Thread writer;
    private final JobStore store;
    private final JobWatcher watcher;
    private AutoCloseable watch = () -> { };
    private volatile boolean draining;
    private volatile boolean drained;

    public Engine(String name, JobStore store, Handlers<?> handlers, EngineSettings settings, RandomGenerator random,
            Doorbell bell, ScheduleBell schedules) {
        this(name, store, handlers, settings, random, bell, schedules, new JobObservers());
    }

    Engine(String name, JobStore store, Handlers<?> handlers, EngineSettings settings, RandomGenerator random,
            Doorbell bell, ScheduleBell schedules, JobObservers observers) {
        this.store = store;
        this.settings = settings;
        this.bell = bell;
        this.pool = Executors.newFixedThreadPool(settings.workers(), threads("tollgate-job-worker-"));
        this.keeper = Executors.newScheduledThreadPool(2, threads("tollgate-job-upkeep-"));
        this.worker = new Worker(name, store, handlers, settings, new RetryPolicy(random), bell, pool, observers);
        this.watcher = new StoreWatcher(bell, schedules, worker);
        this.upkeep = new Upkeep(worker, store, settings, bell);
        this.dispatcher = threads("tollgate-job-dispatcher-").newThread(this::dispatch);
        this.writer = threads("tollgate-job-writer-").newThread(this::write);
    }

    public void start() {
        writer.start();
        Trouble trouble = new Trouble(LOG, "keeping the leases of running jobs");
        keeper.scheduleWithFixedDelay(() -> guarded(trouble, upkeep::tick), 0, upkeep.interval().toMillis(),
                TimeUnit.MILLISECONDS);
        Trouble ending = new Trouble(LOG, "ending jobs that took too long");
        keeper.scheduleWithFixedDelay(() -> guarded(ending, worker::endWhatMust), WATCH.toMillis(), WATCH.toMillis(),
                TimeUnit.MILLISECONDS);
        watch = store.watch(watcher);
        dispatcher.start();
    }

    /** Claims nothing more, lets what runs end within the bound, gives the rest back, and writes all of it. */
    @Override
    public void close() {
        Patience patience = new Patience();
        draining = true;
        bell.ring();
        patience.join(dispatcher);
        int waiting = worker.giveBackWaiting();
        pool.shutdown();
        if (!patience.ended(pool, settings.drain())) {
            // Before the interrupt: what a handler answers because of it must not count as its result.
            int running = worker.giveBackRunning();
            pool.shutdownNow();
            LOG.warn("{} jobs still ran {} after the stop and are queued again; the bound is {} ({})", running,
                    settings.drain(), EngineSettings.DRAIN.key(), EngineSettings.PID);
        }
        drained = true;
        worker.outbox().close();
        patience.join(writer);
        writeTheRest();
        keeper.shutdown();
        unwatch();
        patience.ended(keeper, LAST_TICK);
        LOG.debug("drained; {} jobs were given back unstarted", waiting);
        patience.passOn();
    }

    private void dispatch() {
        Trouble trouble = new Trouble(LOG, "claiming jobs");
        while (!draining) {
            Duration pause = settings.poll();
            try {
                pause = worker.round();
                trouble.over();
            } catch (RuntimeException | Error failed) {
                // Somebody else's lack of memory must not end this thread, and with it every job.
                trouble.began(failed);
            }
            try {
                bell.await(pause);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private void write() {
        Trouble trouble = new Trouble(LOG, "writing what jobs did");
        try {
            while (!drained) {
                worker.outbox().awaitAny();
                if (!guarded(trouble, worker::flush)) {
                    Thread.sleep(AFTER_FAILED_WRITE.toMillis());
                }
            }
        } catch (InterruptedException stop) {
            LOG.debug("what is not written yet is left to close()", stop);
        }
    }

    private void writeTheRest() {
        for (int failures = 0; failures < LAST_TRIES;) {
            try {
                if (!worker.flush()) {
                    return;
                }
            } catch (RuntimeException failed) {
                failures++;
                LOG.warn("could not write the last results: {}", failed.getMessage(), failed);
            }
        }
        LOG.error("{} jobs keep their lease until it ends, and then run again", worker.unsettled());
    }

    private void unwatch() {
        try {
            watch.close();
        } catch (Exception failed) {
            LOG.warn("could not end watching the store: {}", failed.getMessage(), failed);
        }
    }

    private static boolean guarded(Trouble trouble, Runnable step) {
        try {
            step.run();
            trouble.over();
            return true;
        } catch (RuntimeException | Error failed) {
            trouble.began(failed);
            return false;
        }
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
