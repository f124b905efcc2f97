package dev.tollgate.jobs.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * A request for work.
 *
 * @param queue      the queue to claim from
 * @param worker     who claims
 * @param now        jobs due at this moment or before are ready
 * @param leaseUntil when the claim ends unless it is extended
 * @param room       how many jobs of a group may be claimed, 0 or more; asked on the calling thread or the store's
 * @param most       the most jobs to claim
 */
public record Claim(String queue, String worker, Instant now, Instant leaseUntil, ToIntFunction<String> room, int most) {
    public Claim {
        Objects.requireNonNull(room, "room");
        if (most < 1) {
            throw new IllegalArgumentException("a claim is for one job at least, not " + most);
        }
    }
}
