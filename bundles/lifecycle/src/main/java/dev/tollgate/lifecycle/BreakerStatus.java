package dev.tollgate.lifecycle;

import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.BreakerRule;
import java.time.Instant;
import java.util.Optional;

/**
 * A plugin's breaker as it stands now.
 *
 * @param until  when a degraded plugin is tried again
 * @param cycles how many times it was degraded within the rule's time
 * @param trips  all its trips since it was installed
 * @param rule   when the breaker acts
 */
public record BreakerStatus(Breaker.State state, Optional<Instant> until, int cycles, long trips, BreakerRule rule) {
}
