package dev.tollgate.benchmarks.jobs.subject;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * db-scheduler with what its documentation has for high throughput: lock-and-fetch where the database can, limits of 1.0 and 4.0 times
 * the threads, and immediate execution. Its table is the documented one without what only priorities need.
 */
final class DbSchedulerSubject implements Subject {
    private static final String ON_POSTGRES = """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
                task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data BYTEA, execution_time TIMESTAMPTZ NOT NULL,
                picked BOOLEAN NOT NULL, picked_by TEXT, last_success TIMESTAMPTZ, last_failure TIMESTAMPTZ, consecutive_failures INT,
                last_heartbeat TIMESTAMPTZ, version BIGINT NOT NULL, priority SMALLINT, PRIMARY KEY (task_name, task_instance))""";
    private static final String ON_SQLITE = """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
                task_name VARCHAR(100), task_instance VARCHAR(100), task_data BLOB, execution_time TIMESTAMP, picked BIT,
                picked_by VARCHAR(50), last_success TIMESTAMP, last_failure TIMESTAMP, consecutive_failures INT,
                last_heartbeat TIMESTAMP, version BIGINT, priority SMALLINT, PRIMARY KEY (task_name, task_instance))""";
    private static final List<String> INDEXES = List.of(
            "CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time)",
            "CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
    private static final int BESIDE_THREADS = 8;
    private static final double LOWER = 1.0;
    private static final double UPPER = 4.0;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final HikariDataSource connections;
    private final Scheduler scheduler;
    private boolean started;

    private DbSchedulerSubject(HikariConfig config, String table, UnaryOperator<SchedulerBuilder> polling, Kind.Setting setting,
            Progress progress) {
        this.connections = new HikariDataSource(config);
        make(table);
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            tasks.add(Tasks.oneTime(name(i), byte[].class).execute((task, context) -> progress.started(task::getData)));
        }
        this.scheduler = polling.apply(Scheduler.create(connections, tasks)).threads(setting.threads()).pollingInterval(POLL)
                .enableImmediateExecution().serializer(new Bytes()).addSchedulerListener(new AbstractSchedulerListener() {
                    @Override
                    public void onExecutionComplete(ExecutionComplete done) {
                        progress.done(1);
                    }
                }).build();
    }

    static DbSchedulerSubject postgres(String url, Kind.Setting setting, Progress progress) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setMaximumPoolSize(setting.threads() + BESIDE_THREADS);
        return new DbSchedulerSubject(config, ON_POSTGRES, scheduler -> scheduler.pollUsingLockAndFetch(LOWER, UPPER), setting, progress);
    }

    /** As synced as Tollgate's, and with the one connection that may write: more would wait for each other and not in turn. */
    static DbSchedulerSubject sqlite(Path folder, Kind.Setting setting, Progress progress) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + Files.createDirectories(folder).resolve("db-scheduler.db")
                + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000");
        config.setMaximumPoolSize(1);
        return new DbSchedulerSubject(config, ON_SQLITE, scheduler -> scheduler.pollUsingFetch(LOWER, UPPER), setting, progress);
    }

    /** A job's data as they are. */
    private static final class Bytes implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            return (byte[]) data;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            return type.cast(data);
        }
    }

    @Override
    public void enqueue(Payload job) {
        scheduler.schedule(instance(job), Instant.now());
    }

    @Override
    public void enqueue(List<Payload> jobs) {
        List<TaskInstance<?>> instances = new ArrayList<>(jobs.size());
        jobs.forEach(job -> instances.add(instance(job)));
        scheduler.scheduleBatch(instances, Instant.now());
    }

    @Override
    public void start() {
        if (started) {
            scheduler.resume();
            scheduler.triggerCheckForDueExecutions();
            return;
        }
        started = true;
        scheduler.start();
    }

    /** Pausing is quicker than stopping, and looks for nothing either. */
    @Override
    public void stop() {
        scheduler.pause();
        do {
            LockSupport.parkNanos(LOOK.toNanos());
        } while (!scheduler.getCurrentlyExecuting().isEmpty());
    }

    @Override
    public void close() {
        if (started) {
            scheduler.stop();
        }
        connections.close();
    }

    private void make(String table) {
        try (Connection connection = connections.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(table);
            for (String index : INDEXES) {
                statement.execute(index);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot make the table of db-scheduler", failed);
        }
    }

    private static TaskInstance<byte[]> instance(Payload job) {
        return new TaskInstance<>(name(job.group()), UUID.randomUUID().toString(), job.bytes());
    }

    private static String name(int group) {
        return "noop-" + group;
    }
}
