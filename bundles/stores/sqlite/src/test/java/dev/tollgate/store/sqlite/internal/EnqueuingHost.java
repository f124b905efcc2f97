package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.Transition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A process that works on a store until it is killed, for {@link CrashTest}. It prints {@code queued <id>} for each job
 * whose enqueue was acknowledged and {@code done <id>} for each completion that was; half of what it claims stays claimed.
 */
final class EnqueuingHost {
    private static final int THREADS = 6;

    private EnqueuingHost() {
    }

    public static void main(String[] arguments) {
        JobStore store = new SqliteJobStore(Database.open(Path.of(arguments[0])), Clock.systemUTC());
        JobQueue queue = new StoredQueue(store, new Doorbell(), RandomGenerator.getDefault());
        for (int i = 0; i < THREADS; i++) {
            String group = "group-" + i;
            new Thread(() -> enqueueForEver(queue, group)).start();
        }
        completeForEver(store);
    }

    private static void enqueueForEver(JobQueue queue, String group) {
        while (true) {
            print("queued", ((Enqueued.Accepted) queue.enqueue(JobRequest.of("plugins", "resize", group, new byte[300], 3))).id());
        }
    }

    private static void completeForEver(JobStore store) {
        while (true) {
            Instant now = Instant.now();
            List<JobExecution> claimed = store.claim(new Claim("plugins", "worker", now, now.plusSeconds(3_600),
                    group -> 1_000_000, 4));
            List<Transition> done = claimed.stream().limit(2).<Transition>map(execution -> new Transition.Complete(
                    execution.id(), execution.token(), now, new byte[0], "")).toList();
            store.write("worker", done, List.of()).forEach(id -> print("done", id));
        }
    }

    private static void print(String what, Object id) {
        System.out.println(what + " " + id + ".");
    }
}
