package dev.tollgate.benchmarks.jobs.subject;

import java.util.List;

/** A job queue that is measured. What it starts and has done it tells to the {@link Progress} that it was made with. */
interface Subject extends AutoCloseable {
    /** How many groups, or names, the jobs have in turn. */
    int GROUPS = 10;

    /** Takes in one job; it is durable on return. */
    void enqueue(Payload job);

    /** The same for many in one transaction. */
    void enqueue(List<Payload> jobs);

    /** Begins to run jobs. */
    void start();

    /** Ends it; what runs is finished and written. */
    void stop();

    @Override
    void close();
}
