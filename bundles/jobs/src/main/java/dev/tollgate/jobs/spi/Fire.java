package dev.tollgate.jobs.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * A fire time to be decided, or a run in between.
 *
 * @param revision of the schedule that the fire time was reckoned from
 * @param fireAt   empty for a run that an administrator wants now
 * @param node     for which node, where the schedule's scope is all nodes
 * @param job      what to enqueue
 * @param missed   why nothing is to be enqueued, for the run log
 */
public record Fire(String schedule, long revision, Optional<Instant> fireAt, Optional<String> node, NewJob job,
        Optional<String> missed) {
}
