package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.store.contract.chaos.ChaosEnqueuers;
import dev.tollgate.store.contract.chaos.ChaosNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * The one process on a store, for {@link ChaosTest}: its arguments are its name, the folder of the store and the journals, and
 * how many jobs. It says when all of them are enqueued and done.
 */
final class ChaosProcess {
    private ChaosProcess() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[1]);
        Database database = Database.open(folder);
        SqliteJobStore store = new SqliteJobStore(database, Clock.systemUTC());
        SqliteScheduleStore schedules = new SqliteScheduleStore(database, Clock.systemUTC());
        schedules.declare("metronome", ChaosNode.schedules(), Instant.now());
        ChaosNode.run(arguments[0], store, schedules, (job, token) -> true, folder);
        ChaosEnqueuers enqueuers = new ChaosEnqueuers(arguments[0] + "-enqueuers",
                new StoredQueue(store, new Doorbell(), new SecureRandom()), Integer.parseInt(arguments[2]), folder);
        while (!enqueuers.allRan(store)) {
            Thread.sleep(50);
        }
        System.out.println("done");
    }
}
