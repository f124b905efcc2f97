package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.spi.JobWatcher;
import dev.tollgate.store.postgres.internal.Announcer.News;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what other nodes announce, from the first watcher on. After a loss of its line anything may have happened. */
final class JobWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Line line;
    private final String node;
    private final List<JobWatcher> watchers = new CopyOnWriteArrayList<>();
    private Thread thread;

    /** @param node whose own messages are not passed on */
    JobWatch(Database database, String node) {
        this.line = new Line(database, Announcer.CHANNEL);
        this.node = node;
    }

    synchronized AutoCloseable add(JobWatcher watcher) {
        watchers.add(watcher);
        if (thread == null) {
            thread = new Thread(this::run, "tollgate-postgres-jobs");
            thread.setDaemon(true);
            thread.start();
        }
        return () -> watchers.remove(watcher);
    }

    void unprotected(Set<JobId> jobs) {
        tell(watcher -> watcher.unprotected(jobs));
    }

    @Override
    public void close() {
        watchers.clear();
        line.close();
    }

    private void run() {
        boolean lost = false;
        while (!line.closed()) {
            try {
                if (line.open()) {
                    tell(JobWatcher::ready);
                    tell(JobWatcher::schedulesChanged);
                    lost = false;
                }
                List<String> told = line.await(BETWEEN_LOOKS);
                if (told.isEmpty()) {
                    // A connection that nobody writes to does not say that it is lost.
                    line.session().first("SELECT 1", row -> true);
                }
                pass(told.stream().filter(message -> !message.startsWith(node)).toList());
            } catch (SQLException failed) {
                if (!lost && !line.closed()) {
                    LOG.warn("what other nodes enqueue is found by asking until the database answers again: {}", failed.getMessage());
                    lost = true;
                }
                line.drop();
                line.await(BETWEEN_LOOKS);
            }
        }
    }

    private void pass(List<String> told) {
        if (told.stream().anyMatch(News.READY::in)) {
            tell(JobWatcher::ready);
        }
        if (told.stream().anyMatch(News.SCHEDULES::in)) {
            tell(JobWatcher::schedulesChanged);
        }
    }

    private void tell(Consumer<JobWatcher> what) {
        for (JobWatcher watcher : watchers) {
            try {
                what.accept(watcher);
            } catch (RuntimeException failed) {
                LOG.warn("a watcher of the job store failed: {}", failed.getMessage(), failed);
            }
        }
    }
}
