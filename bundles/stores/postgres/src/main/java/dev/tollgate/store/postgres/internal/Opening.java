package dev.tollgate.store.postgres.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database beside everything else, and again for as long as it cannot be reached: a node may start before its database
 * does. One that is reached and is not for this version is not tried again.
 */
final class Opening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final Opener opener;
    private final Consumer<Database> opened;
    private final Duration longest;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "tollgate-postgres-opening");
        made.setDaemon(true);
        return made;
    });
    private Database database;
    private boolean stopped;

    /** Opens it once. */
    @FunctionalInterface
    interface Opener {
        Database open() throws SQLException;
    }

    /** @param opened is given the open database, once, on a thread of its own */
    Opening(Opener opener, Consumer<Database> opened, Duration first, Duration longest) {
        this.opener = opener;
        this.opened = opened;
        this.longest = longest;
        thread.execute(() -> attempt(first));
    }

    /** Ends the attempts. A database that was opened stays open, one that is not is not opened any more. */
    synchronized void stop() {
        stopped = true;
        thread.shutdownNow();
    }

    /** Closes the database too. */
    @Override
    public synchronized void close() {
        stop();
        if (database != null) {
            database.close();
        }
    }

    /** Waits until the database is open or given up. */
    void awaitEnd() throws InterruptedException {
        while (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
            LOG.debug("still opening");
        }
    }

    private void attempt(Duration pause) {
        try {
            accept(opener.open());
            thread.shutdown();
        } catch (SQLException unreachable) {
            LOG.warn("the shared store cannot be opened, next attempt in {} s: {}", pause.toSeconds(), unreachable.getMessage());
            again(pause);
        } catch (RuntimeException refused) {
            LOG.error("the shared store is not used: {}", refused.getMessage(), refused);
            thread.shutdown();
        }
    }

    private synchronized void accept(Database open) {
        if (stopped) {
            open.close();
            return;
        }
        database = open;
        opened.accept(open);
    }

    private synchronized void again(Duration pause) {
        if (!stopped) {
            Duration next = pause.multipliedBy(2);
            thread.schedule(() -> attempt(next.compareTo(longest) < 0 ? next : longest), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
