package dev.tollgate.jobs.spi;

import java.time.Instant;
import java.util.Map;

/**
 * A request for work.
 *
 * @param queue    the queue to claim from
 * @param worker   who claims
 * @param now      jobs due at this moment or before are ready
 * @param leaseUntil when the claim ends unless it is extended
 * @param perGroup the most jobs of one group that this worker runs at a time
 * @param busy     how many of each group this worker runs already
 * @param most     the most jobs to claim
 */
public record Claim(String queue, String worker, Instant now, Instant leaseUntil, int perGroup, Map<String, Integer> busy,
        int most) {
    public Claim {
        busy = Map.copyOf(busy);
    }

    /** How many jobs of this group may be claimed. */
    public int room(String group) {
        return Math.max(0, perGroup - busy.getOrDefault(group, 0));
    }
}
