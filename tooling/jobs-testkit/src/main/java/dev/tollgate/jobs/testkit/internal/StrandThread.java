package dev.tollgate.jobs.testkit.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread that strands are run on. An interrupt finds its strand asleep, waiting for the baton: a real one would wake the thread
 * there, while another one is at work. It is noted instead, for the driver to see.
 */
final class StrandThread extends Thread {
    private static final ExecutorService THREADS = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
            new SynchronousQueue<>(), StrandThread::new);

    private volatile Strand strand;

    private StrandThread(Runnable task) {
        super(task, "hand-driven-job");
        setDaemon(true);
    }

    static void carry(Strand strand) {
        THREADS.execute(() -> {
            StrandThread thread = (StrandThread) currentThread();
            thread.strand = strand;
            strand.run(thread);
            thread.strand = null;
        });
    }

    static Strand current() {
        return currentThread() instanceof StrandThread thread ? thread.strand : null;
    }

    @Override
    public void interrupt() {
        Strand carried = strand;
        if (carried == null || !carried.interruptAsleep()) {
            super.interrupt();
        }
    }
}
