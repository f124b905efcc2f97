package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.testkit.HandClock;
import dev.tollgate.jobs.testkit.internal.MemoryStore;

/**
 * What nodes share.
 *
 * @param memory what jobs and schedules are kept in, for what a store is told by its connections and not by its callers
 */
record World(HandClock clock, MemoryStore memory, JobStore jobs, ScheduleStore schedules) {
    static World of(HandClock clock) {
        MemoryStore memory = new MemoryStore(clock);
        return new World(clock, memory, memory.jobs(), memory.schedules());
    }
}
