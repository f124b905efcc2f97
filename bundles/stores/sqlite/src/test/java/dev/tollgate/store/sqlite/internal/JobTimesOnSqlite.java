package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.Engine;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Handlers;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoredQueue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * How many jobs the engine takes in and runs in a second on this machine's disk, in a folder that is given, beside a backlog of
 * jobs of the same groups that are due tomorrow; and the processor time of a job, which others on the machine change less.
 */
final class JobTimesOnSqlite {
    private static final int JOBS = 20_000;
    private static final int GROUPS = 50;
    private static final int BATCH = 500;

    private JobTimesOnSqlite() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int backlog : new int[] {1_000, 1_000_000}) {
            try (Database database = Database.open(Path.of(arguments[0], "backlog-" + backlog))) {
                SqliteJobStore store = new SqliteJobStore(database, Clock.systemUTC());
                Doorbell bell = new Doorbell();
                StoredQueue queue = new StoredQueue(store, bell, new Random(1));
                fill(queue, Duration.ofDays(1), backlog);
                for (int round = 0; round < 3; round++) {
                    Stopwatch enqueuing = Stopwatch.started();
                    fill(queue, Duration.ZERO, JOBS);
                    enqueuing.print("enqueue, batches of " + BATCH, backlog);
                    Stopwatch executing = Stopwatch.started();
                    execute(store, bell);
                    executing.print("execute", backlog);
                }
            }
        }
    }

    private static void fill(StoredQueue queue, Duration delay, int jobs) {
        for (int batch = 0; batch < jobs; batch += BATCH) {
            int first = batch;
            queue.enqueue(IntStream.range(first, first + BATCH).mapToObj(i -> JobRequest.of("served", "no-op",
                    "group-" + i % GROUPS, new byte[100], 0).after(delay)).toList());
        }
    }

    private static void execute(SqliteJobStore store, Doorbell bell) throws InterruptedException {
        CountDownLatch ends = new CountDownLatch(JOBS);
        Handlers<Integer> handlers = new Handlers<>();
        handlers.add(1, new Serving("served", (execution, lease) -> {
            ends.countDown();
            return new JobResult.Done(new byte[0], "");
        }, JOBS));
        Engine engine = new Engine("node", store, handlers, new EngineSettings(4, Duration.ofSeconds(60), Duration.ofMillis(200),
                Duration.ofSeconds(10), Duration.ofDays(1), Duration.ofDays(1), 1_000, Duration.ofDays(1), 1_000), new Random(1), bell,
                new ScheduleBell());
        engine.start();
        ends.await();
        engine.close();
    }

    private record Stopwatch(long start, long used) {
        static Stopwatch started() {
            return new Stopwatch(System.nanoTime(), processorNanos());
        }

        void print(String what, int backlog) {
            System.out.printf("%,d queued, %s: %,.0f jobs/s, %,d ns of processor time for each%n", backlog, what,
                    JOBS * 1e9 / (System.nanoTime() - start), (processorNanos() - used) / JOBS);
        }

        private static long processorNanos() {
            return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        }
    }
}
