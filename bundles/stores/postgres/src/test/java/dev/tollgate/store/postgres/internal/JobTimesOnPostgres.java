package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * How many jobs per second a node adds, claims and completes when few and when many are queued, on a PostgreSQL on this machine:
 * one thread claims, one writes, as in the engine, and one adds. Arguments: how many are queued in each round.
 */
final class JobTimesOnPostgres {
    private static final int GROUPS = 10;
    private static final int CLAIM = 500;
    private static final int BATCH = 1_000;
    private static final int EXECUTED = Integer.getInteger("tollgate.times.executed", 50_000);
    private static final byte[] PAYLOAD = new byte[100];

    private final TestNode node;
    private long made;

    private JobTimesOnPostgres(TestNode node) {
        this.node = node;
    }

    public static void main(String[] arguments) throws Exception {
        for (String queued : arguments.length == 0 ? new String[] {"1000", "1000000"} : arguments) {
            try (TestNode node = new TestNode(TestServer.empty())) {
                new JobTimesOnPostgres(node).print(Integer.parseInt(queued));
            }
        }
    }

    private void print(int queued) throws Exception {
        fill(queued);
        execute(EXECUTED / 10);
        long begin = System.nanoTime();
        execute(EXECUTED);
        System.out.printf("%,d queued: executes %,.0f/s%n", queued, EXECUTED / seconds(begin));
        long many = System.nanoTime();
        add(20_000);
        System.out.printf("%,d queued: enqueues in batches of %d %,.0f/s%n", queued, BATCH, 20_000 / seconds(many));
        long one = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            add(1);
        }
        System.out.printf("%,d queued: enqueues one by one %,.0f/s%n", queued, 1_000 / seconds(one));
    }

    /** The table is as full as its statistics do not know yet. */
    private void fill(int queued) throws SQLException {
        add(GROUPS);
        TestServer.run("""
                INSERT INTO tollgate.job (id, queue, type, grp, enqueued_at, run_at, max_retry, payload)
                SELECT gen_random_uuid(), 'bench', 'noop', 'g' || (i %% %d), 1000 + i, 1000 + i, 5, decode(repeat('00', 100), 'hex')
                FROM generate_series(1, %d) i""".formatted(GROUPS, queued));
    }

    /** Keeps as many queued as there were: one thread adds, one claims, one writes. */
    private void execute(int most) throws Exception {
        BlockingQueue<List<JobExecution>> ran = new LinkedBlockingQueue<>(4);
        Thread writer = new Thread(() -> write(ran, most));
        Thread adder = new Thread(() -> add(most));
        writer.start();
        adder.start();
        int claimed = 0;
        while (claimed < most) {
            Instant now = node.jobs.clock().instant();
            List<JobExecution> jobs = node.jobs.claim(new Claim("bench", "worker", now, now.plus(Duration.ofMinutes(5)),
                    group -> Integer.MAX_VALUE, Math.min(CLAIM, most - claimed)));
            claimed += jobs.size();
            if (!jobs.isEmpty()) {
                ran.put(jobs);
            }
        }
        adder.join();
        writer.join();
    }

    private void write(BlockingQueue<List<JobExecution>> ran, int most) {
        int written = 0;
        try {
            while (written < most) {
                List<JobExecution> jobs = ran.take();
                Instant now = Clock.systemUTC().instant();
                written += node.jobs.write("worker", jobs.stream().<Transition>map(job -> new Transition.Complete(job.id(), job.token(),
                        now, new byte[0], "")).toList(), List.of()).size();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(int count) {
        Instant now = node.jobs.clock().instant();
        for (int from = 0; from < count; from += BATCH) {
            List<NewJob> batch = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                long id = made++;
                batch.add(new NewJob(new JobId(new UUID(now.toEpochMilli() << 16 | 0x7000 | id & 0xfff, 0x8000000000000000L | id).toString()),
                        JobRequest.of("bench", "noop", "g" + id % GROUPS, PAYLOAD, 5), now));
            }
            node.jobs.insert(batch);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
