package dev.tollgate.jobs.testkit.internal;

import java.time.Clock;

/** One store for all nodes of a test: its jobs, and its schedules beside them. */
public final class MemoryStore {
    private final MemoryJobStore jobs;
    private final MemoryScheduleStore schedules;

    public MemoryStore(Clock clock) {
        Tables tables = new Tables(clock);
        Intake intake = new Intake(tables);
        this.jobs = new MemoryJobStore(tables, intake);
        this.schedules = new MemoryScheduleStore(tables, intake);
    }

    public MemoryJobStore jobs() {
        return jobs;
    }

    public MemoryScheduleStore schedules() {
        return schedules;
    }
}
