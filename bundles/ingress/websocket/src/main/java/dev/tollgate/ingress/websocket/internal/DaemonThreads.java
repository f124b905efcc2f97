package dev.tollgate.ingress.websocket.internal;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that have a name, hold no bundle's class loader and do not keep the JVM from ending. */
record DaemonThreads(String name, AtomicInteger count) implements ThreadFactory {
    DaemonThreads(String name) {
        this(name, new AtomicInteger());
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, name + "-" + count.incrementAndGet(), 0, false);
        thread.setContextClassLoader(null);
        thread.setDaemon(true);
        return thread;
    }
}
