package dev.tollgate.jobs.internal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Wakes the dispatcher. It remembers one ring, so that what is enqueued between a claim and the wait is not slept over.
 * A component of its own, so that enqueuing works on while the engine is configured anew.
 */
@Component(service = Doorbell.class)
public final class Doorbell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rang = lock.newCondition();
    private boolean ringing;

    @Activate
    public Doorbell() {
    }

    public void ring() {
        lock.lock();
        try {
            ringing = true;
            rang.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a ring since the last wait; whether there was one. */
    public boolean await(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (!ringing && left > 0) {
                left = rang.awaitNanos(left);
            }
            boolean rung = ringing;
            ringing = false;
            return rung;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it rang since the last wait. */
    boolean ringing() {
        lock.lock();
        try {
            return ringing;
        } finally {
            lock.unlock();
        }
    }
}
