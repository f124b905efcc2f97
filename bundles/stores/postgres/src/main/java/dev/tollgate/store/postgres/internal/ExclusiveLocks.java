package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The locks of exclusive executions: of the database's, on one connection of this node's own, from the claim until the end of the
 * execution is written. A lease ends while its process is stopped; the connection of a stopped process does not, and with it
 * nobody else gets the lock. Such locks can be taken twice by one session, so the node remembers what it holds.
 *
 * <p>When the connection is lost, so are the locks: whoever runs under one is told, and the key stays taken on this node until that
 * execution has ended.
 */
final class ExclusiveLocks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExclusiveLocks.class);
    /** "job lock" in ASCII: advisory locks are numbers that all applications of a database share. */
    private static final long SEED = 0x6a6f62206c6f636bL;
    private static final String HASH = "hashtextextended(key, " + SEED + ")";
    private static final String LOCK = "SELECT key FROM unnest(?::text[]) key WHERE pg_try_advisory_lock(" + HASH + ")";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(" + HASH + ") FROM unnest(?::text[]) key";

    private final Database database;
    private final Consumer<Set<JobId>> unprotected;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "tollgate-postgres-exclusive");
        made.setDaemon(true);
        return made;
    });
    private final Map<String, Execution> held = new HashMap<>();
    private Connection connection;
    private boolean closed;

    /** @param job null between the lock and the claim */
    private record Execution(JobId job, long token, boolean locked) { }

    /** @param unprotected is told of executions whose lock was lost, on any thread */
    ExclusiveLocks(Database database, Duration interval, Consumer<Set<JobId>> unprotected) {
        this.database = database;
        this.unprotected = unprotected;
        pulse.scheduleWithFixedDelay(this::feel, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes what can be had now; none where the server cannot be asked. */
    Set<String> tryLock(Collection<String> keys) {
        Set<JobId> lost = Set.of();
        Set<String> locked = new HashSet<>();
        synchronized (this) {
            String[] free = keys.stream().filter(key -> !held.containsKey(key)).toArray(String[]::new);
            try {
                if (free.length > 0 && !closed) {
                    locked.addAll(connected().all(LOCK, row -> row.text(1), (Object) free));
                }
            } catch (SQLException failed) {
                lost = drop(failed);
                locked.clear();
            }
            locked.forEach(key -> held.put(key, new Execution(null, 0, true)));
        }
        tell(lost);
        return locked;
    }

    /** Notes what is executed under a lock. One that was lost meanwhile is told now. */
    void claimed(Collection<JobExecution> executions) {
        Set<JobId> lost = new HashSet<>();
        synchronized (this) {
            for (JobExecution execution : executions) {
                execution.terms().exclusive().map(key -> held.computeIfPresent(key,
                        (same, before) -> new Execution(execution.id(), execution.token(), before.locked())))
                        .filter(now -> !now.locked()).ifPresent(now -> lost.add(now.job()));
            }
        }
        tell(lost);
    }

    /** Releases the locks of executions that have ended; whether there was one. */
    boolean ended(Map<JobId, Long> tokens) {
        Set<String> keys = new HashSet<>();
        synchronized (this) {
            held.forEach((key, execution) -> {
                if (execution.job() != null && Long.valueOf(execution.token()).equals(tokens.get(execution.job()))) {
                    keys.add(key);
                }
            });
        }
        release(keys);
        return !keys.isEmpty();
    }

    void release(Collection<String> keys) {
        Set<JobId> lost = Set.of();
        synchronized (this) {
            String[] locked = keys.stream().filter(key -> held.containsKey(key) && held.get(key).locked()).toArray(String[]::new);
            keys.forEach(held::remove);
            try {
                if (locked.length > 0 && connection != null) {
                    new Session(connection).all(UNLOCK, row -> true, (Object) locked);
                }
            } catch (SQLException failed) {
                lost = drop(failed);
            }
        }
        tell(lost);
    }

    @Override
    public synchronized void close() {
        closed = true;
        pulse.shutdownNow();
        abort();
    }

    /** A connection that nobody uses does not say that it is lost. */
    private void feel() {
        Set<JobId> lost = Set.of();
        synchronized (this) {
            try {
                if (connection != null && !held.isEmpty()) {
                    new Session(connection).first("SELECT 1", row -> true);
                }
            } catch (SQLException failed) {
                lost = drop(failed);
            }
        }
        tell(lost);
    }

    private Session connected() throws SQLException {
        if (connection == null) {
            connection = database.guard();
        }
        return new Session(connection);
    }

    private Set<JobId> drop(SQLException failed) {
        LOG.warn("the connection that keeps exclusive jobs from overlapping is lost: {}", failed.getMessage());
        abort();
        Set<JobId> lost = new HashSet<>();
        held.replaceAll((key, execution) -> {
            if (execution.locked() && execution.job() != null) {
                lost.add(execution.job());
            }
            return new Execution(execution.job(), execution.token(), false);
        });
        return lost;
    }

    private void abort() {
        if (connection != null) {
            try {
                // Not closed: that would say goodbye to a server that may not listen.
                connection.abort(Runnable::run);
            } catch (SQLException gone) {
                LOG.debug("the connection was gone already", gone);
            }
            connection = null;
        }
    }

    private void tell(Set<JobId> lost) {
        if (!lost.isEmpty()) {
            unprotected.accept(lost);
        }
    }
}
