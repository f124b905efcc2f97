package dev.tollgate.jobs.internal;

import dev.tollgate.configuration.Validated;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator sees of {@link EngineSettings}; names follow the component specification: {@code _} is a dot. */
@Validated(by = NodeName.Check.class)
@ObjectClassDefinition(name = "Tollgate jobs", description = "The engine that runs jobs on this node.")
@interface JobsConfiguration {
    int THREADS = 4;
    int THREADS_MOST = 256;
    int LEASE = 30;
    int LEASE_LEAST = 3;
    int LEASE_MOST = 3_600;
    int POLL = 1_000;
    int POLL_LEAST = 10;
    int POLL_MOST = 60_000;
    int DRAIN = 10;
    int DRAIN_MOST = 600;
    int DONE = 24;
    int DONE_MOST = 8_760;
    int DEAD = 14;
    int DEAD_MOST = 3_650;
    int MOST_DEAD = 100_000;
    int MOST_DEAD_MOST = 10_000_000;
    int RUNS = 14;
    int RUNS_MOST = 3_650;
    int MOST_RUNS = 100_000;
    int MOST_RUNS_MOST = 10_000_000;

    @AttributeDefinition(name = "Store", description = "Which store keeps jobs and schedules; (tollgate.store=postgres) for the one that nodes share.")
    String store_target() default EngineSettings.OWN_STORE;

    @AttributeDefinition(name = "Node", description = "What this node is called, different from all that share its store; empty for a name that is made up at each start.")
    String node() default "";

    @AttributeDefinition(name = "Worker threads", min = "1", max = "" + THREADS_MOST,
            description = "How many jobs run at a time on this node, all queues together.")
    int worker_threads() default THREADS;

    @AttributeDefinition(name = "Lease in seconds", min = "" + LEASE_LEAST, max = "" + LEASE_MOST,
            description = "How long after its last heartbeat a dead node's job is taken over. Heartbeats come three times as often.")
    int lease_seconds() default LEASE;

    @AttributeDefinition(name = "Poll interval in milliseconds", min = "" + POLL_LEAST, max = "" + POLL_MOST,
            description = "How often to look for work that nobody announced. Jobs enqueued on this node start without waiting for it.")
    int poll_millis() default POLL;

    @AttributeDefinition(name = "Drain bound in seconds", min = "0", max = "" + DRAIN_MOST,
            description = "How long running jobs may go on when the host stops; the rest is queued again.")
    int drain_seconds() default DRAIN;

    @AttributeDefinition(name = "Retention of done jobs in hours", min = "0", max = "" + DONE_MOST,
            description = "How long jobs that are done or discarded are kept with their results and idempotency keys.")
    int retention_done_hours() default DONE;

    @AttributeDefinition(name = "Retention of dead letters in days", min = "0", max = "" + DEAD_MOST,
            description = "How long dead letters are kept.")
    int retention_dead_days() default DEAD;

    @AttributeDefinition(name = "Most dead letters", min = "0", max = "" + MOST_DEAD_MOST,
            description = "How many dead letters are kept; beyond it the oldest go first.")
    int retention_dead_most() default MOST_DEAD;

    @AttributeDefinition(name = "Retention of the run log in days", min = "0", max = "" + RUNS_MOST,
            description = "How long entries of the run log are kept.")
    int retention_runs_days() default RUNS;

    @AttributeDefinition(name = "Most runs in the log", min = "0", max = "" + MOST_RUNS_MOST,
            description = "How many entries of the run log are kept; beyond it the oldest go first.")
    int retention_runs_most() default MOST_RUNS;
}
