package dev.tollgate.jobs.testkit.internal;

import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One task on a thread of its own that runs only while its driver waits: the two hand each other a baton, so that never more
 * than one thread of a test is at work and the order is the driver's. Being interrupted and being asleep are what they are for
 * any thread; only the clock is another one.
 */
public final class Strand {
    /** Thrown where a task slept whose process is gone. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("the node of this execution crashed", null, false, false);
        }
    }

    private static final int LONGEST_SECONDS = 60;

    private final Runnable task;
    private final Semaphore toStrand = new Semaphore(0);
    private final Semaphore toDriver = new Semaphore(0);
    private Thread thread;
    private Instant wakeAt = Instant.MIN;
    private boolean asleep;
    private boolean interrupted;
    private boolean ended;
    private boolean abandoned;

    Strand(Runnable task) {
        this.task = task;
    }

    /** On whose thread this is. */
    public static Strand current() {
        Strand strand = StrandThread.current();
        if (strand == null) {
            throw new IllegalStateException("only what runs a job sleeps on the hand-turned clock; a test advances it");
        }
        return strand;
    }

    public static boolean isCurrent() {
        return StrandThread.current() != null;
    }

    void start() {
        StrandThread.carry(this);
        awaitBaton();
    }

    /** Lets it go on until it sleeps again or ends. */
    void goOn() {
        toStrand.release();
        awaitBaton();
    }

    /** Ends it where it sleeps. */
    void abandon() {
        abandoned = true;
        goOn();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Whether it was asleep; then it is due now. */
    boolean interruptAsleep() {
        interrupted |= asleep;
        return asleep;
    }

    boolean ended() {
        return ended;
    }

    boolean due(Instant now) {
        return interrupted || !now.isBefore(wakeAt);
    }

    Instant wakeAt() {
        return wakeAt;
    }

    /** Called by the task itself: hands the baton back until the driver finds that it is due. */
    public void sleep(Instant until) throws InterruptedException {
        interrupted = Thread.interrupted();
        wakeAt = until;
        if (!interrupted) {
            asleep = true;
            toDriver.release();
            toStrand.acquireUninterruptibly();
            asleep = false;
        }
        if (abandoned) {
            throw new Abandoned();
        }
        if (interrupted) {
            interrupted = false;
            throw new InterruptedException("the execution is to end");
        }
    }

    void run(Thread carrier) {
        thread = carrier;
        try {
            task.run();
        } finally {
            ended = true;
            toDriver.release();
        }
    }

    private void awaitBaton() {
        boolean back;
        try {
            back = toDriver.tryAcquire(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the test was interrupted while a job ran", stop);
        }
        if (!back) {
            throw new IllegalStateException("a job has kept its thread for " + LONGEST_SECONDS
                    + " s of real time; what waits in it should sleep on the hand-turned clock");
        }
    }
}
