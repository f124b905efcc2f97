package dev.tollgate.jobs.spi;

import java.time.Instant;

/**
 * What need not be kept.
 *
 * @param doneBefore jobs that were done or discarded before
 * @param deadBefore dead letters that died before
 * @param mostDead   dead letters beyond this number, the oldest first
 * @param runsBefore entries of the run log, and fire times, before
 * @param mostRuns   entries of the run log beyond this number, the oldest first
 */
public record Retention(Instant doneBefore, Instant deadBefore, int mostDead, Instant runsBefore, int mostRuns) {
}
