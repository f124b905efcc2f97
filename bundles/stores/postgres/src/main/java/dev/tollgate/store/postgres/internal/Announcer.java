package dev.tollgate.store.postgres.internal;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes that something was committed. Not in the transaction itself: one that notifies holds a lock of the whole
 * server while it commits, so that all of them would commit one after the other. Never more than one message is on its way; what
 * is announced meanwhile is the next one. A message that is lost costs time: nodes ask now and then.
 */
final class Announcer implements AutoCloseable {
    static final String CHANNEL = "tollgate_jobs";
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    /** Nothing is lost with it, so its commit need not wait for the disk. */
    private static final String TELL = "SELECT set_config('synchronous_commit', 'off', true), pg_notify(?, ?)";

    /** A message says as much as ten. The first one after a pause goes at once. */
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(5);

    private final Database database;
    private final String node;
    private final AtomicInteger pending = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "tollgate-postgres-announcer");
        made.setDaemon(true);
        return made;
    });
    private volatile long lastSent = System.nanoTime() - BETWEEN_MESSAGES.toNanos();

    /** What there is to tell. */
    enum News {
        READY, SCHEDULES;

        private int bit() {
            return 1 << ordinal();
        }

        boolean in(String message) {
            return message.endsWith(" " + name().toLowerCase(Locale.ROOT));
        }
    }

    /** @param node begins each message, so that who sent it knows it */
    Announcer(Database database, String node) {
        this.database = database;
        this.node = node;
    }

    void announce(News news) {
        if (pending.getAndUpdate(before -> before | news.bit()) != 0) {
            return;
        }
        long pause = Math.max(0, lastSent + BETWEEN_MESSAGES.toNanos() - System.nanoTime());
        try {
            thread.schedule(this::send, pause, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("other nodes are not told any more, and find out by themselves", closing);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void send() {
        int bits = pending.getAndSet(0);
        for (News news : News.values()) {
            if ((bits & news.bit()) != 0) {
                try {
                    database.read(PostgresJobStore.PATIENCE, session -> session.first(TELL, row -> true, CHANNEL,
                            node + " " + news.name().toLowerCase(Locale.ROOT)));
                } catch (Exception failed) {
                    LOG.debug("other nodes are not told, and find out by themselves", failed);
                }
            }
        }
        lastSent = System.nanoTime();
    }
}
