package dev.tollgate.lifecycle.internal;

import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.GrantStore;

/** A node's connection to what outlasts it. @param close lets go of it, as the end of the process does */
public record NodeStores(CatalogueStore catalogue, GrantStore grants, BreakerStore breakers, JobStore jobs, ScheduleStore schedules,
        Runnable close) {
}
