package dev.tollgate.jobs;

import java.time.Instant;
import java.util.Objects;

/**
 * Jobs of a queue that may run now and do not; those of groups that are paused do not count.
 *
 * @param due    how many, 1 or more
 * @param oldest when the first of them could have run
 */
public record Backlog(String queue, long due, Instant oldest) {
    public Backlog {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(oldest, "oldest");
        if (due < 1) {
            throw new IllegalArgumentException("a backlog has 1 job or more, not " + due);
        }
    }

    /** Both of them together, as one of this queue. */
    public Backlog plus(Backlog other) {
        return new Backlog(queue, due + other.due, oldest.isBefore(other.oldest) ? oldest : other.oldest);
    }
}
