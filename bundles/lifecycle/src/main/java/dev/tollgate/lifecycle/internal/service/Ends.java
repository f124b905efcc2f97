package dev.tollgate.lifecycle.internal.service;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be told when a lock is given back: whoever is told may do as he likes, and is not to do it under a lock of ours. */
final class Ends {
    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);

    private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();

    void add(Runnable end) {
        untold.add(end);
    }

    /** Called without a lock. */
    void tell() {
        for (Runnable end = untold.poll(); end != null; end = untold.poll()) {
            try {
                end.run();
            } catch (RuntimeException | Error failed) {
                LOG.error("who waited for the end of an event failed", failed);
            }
        }
    }
}
