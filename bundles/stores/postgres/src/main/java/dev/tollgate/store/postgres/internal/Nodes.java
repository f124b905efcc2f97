package dev.tollgate.store.postgres.internal;

import java.time.Duration;
import java.util.UUID;

/**
 * How nodes tell each other what changed.
 *
 * @param pulse how often the connection that has the locks of exclusive jobs is felt
 */
record Nodes(Announcer announcer, JobWatch watch, Duration pulse) implements AutoCloseable {
    private static final Duration PULSE = Duration.ofSeconds(1);

    static Nodes of(Database database) {
        String node = UUID.randomUUID().toString();
        return new Nodes(new Announcer(database, node), new JobWatch(database, node), PULSE);
    }

    @Override
    public void close() {
        watch.close();
        announcer.close();
    }
}
