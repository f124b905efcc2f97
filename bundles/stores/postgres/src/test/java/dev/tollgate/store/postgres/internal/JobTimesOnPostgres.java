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
 * How many jobs per second a node claims and completes when few and when many are queued, on a PostgreSQL on this machine:
 * one thread claims, one writes, as in the engine. Arguments: how many are queued in each round.
 */
final class JobTimesOnPostgres {
    private static final int GROUPS = 10;
    private static final int CLAIM = 500;
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
        long start = System.nanoTime();
        add(queued);
        System.out.printf("%,d queued in batches of 1000: %,.0f/s%n", queued, queued / seconds(start));
        execute(Math.min(EXECUTED, 5_000), queued);
        long begin = System.nanoTime();
        execute(EXECUTED, queued);
        System.out.printf("%,d queued: executes %,.0f/s%n", queued, EXECUTED / seconds(begin));
        long one = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            add(1);
        }
        System.out.printf("%,d queued: enqueues one by one %,.0f/s%n", queued, 1_000 / seconds(one));
    }

    /** Keeps as many queued as there were. */
    private void execute(int most, int queued) throws Exception {
        BlockingQueue<List<JobExecution>> ran = new LinkedBlockingQueue<>(4);
        Thread writer = new Thread(() -> write(ran, most));
        writer.start();
        int claimed = 0;
        while (claimed < most) {
            Instant now = node.jobs.clock().instant();
            List<JobExecution> jobs = node.jobs.claim(new Claim("bench", "worker", now, now.plus(Duration.ofMinutes(5)),
                    group -> Integer.MAX_VALUE, Math.min(CLAIM, most - claimed)));
            claimed += jobs.size();
            if (!jobs.isEmpty()) {
                ran.put(jobs);
            }
            if (queued <= CLAIM * 4) {
                add(jobs.size());
            }
        }
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

    private void add(int count) throws SQLException {
        Instant now = node.jobs.clock().instant();
        for (int from = 0; from < count; from += 1_000) {
            List<NewJob> batch = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + 1_000); i++) {
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
