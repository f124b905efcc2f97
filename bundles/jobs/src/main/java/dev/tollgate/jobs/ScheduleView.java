package dev.tollgate.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * A schedule as an operator sees it.
 *
 * @param id       {@code <group>/<name>}
 * @param group    whose it is: a plugin's slug, or a bundle's symbolic name
 * @param enabled  what an administrator wants, also while it is paused
 * @param lastFire the last fire time that was decided
 * @param nextFire when it fires next; empty while it does not
 */
public record ScheduleView(String id, String group, JobContract contract, ScheduleStatus status, boolean enabled,
        Optional<Instant> lastFire, Optional<Instant> nextFire) {
}
