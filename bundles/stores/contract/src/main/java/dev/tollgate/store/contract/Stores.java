package dev.tollgate.store.contract;

import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;

/** The two stores under test, over one database. */
public record Stores(JobStore jobs, ScheduleStore schedules) {
}
