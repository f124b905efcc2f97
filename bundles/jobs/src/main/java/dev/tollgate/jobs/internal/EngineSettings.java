package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.spi.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How the engine of this node is set.
 *
 * @param workers  jobs that run at a time
 * @param lease    how long a claim lasts without a heartbeat
 * @param poll     how long the dispatcher sleeps at most
 * @param drain    how long running jobs may go on after the stop
 * @param keepDone how long done and discarded jobs are kept
 * @param keepDead how long dead letters are kept
 * @param mostDead how many dead letters are kept
 * @param keepRuns how long entries of the run log are kept
 * @param mostRuns how many entries of the run log are kept
 */
public record EngineSettings(int workers, Duration lease, Duration poll, Duration drain, Duration keepDone,
        Duration keepDead, int mostDead, Duration keepRuns, int mostRuns) {
    public static final String PID = "dev.tollgate.jobs";
    /** The name of every reference to a store, so that the one key {@code store.target} says which it is. */
    public static final String STORE = "store";
    public static final String OWN_STORE = "(!(tollgate.store=postgres))";
    static final Setting THREADS = setting("worker.threads", JobsConfiguration.THREADS, 1, JobsConfiguration.THREADS_MOST);
    static final Setting LEASE = setting("lease.seconds", JobsConfiguration.LEASE, JobsConfiguration.LEASE_LEAST,
            JobsConfiguration.LEASE_MOST);
    static final Setting POLL = setting("poll.millis", JobsConfiguration.POLL, JobsConfiguration.POLL_LEAST,
            JobsConfiguration.POLL_MOST);
    static final Setting DRAIN = setting("drain.seconds", JobsConfiguration.DRAIN, 0, JobsConfiguration.DRAIN_MOST);
    static final Setting DONE = setting("retention.done.hours", JobsConfiguration.DONE, 0, JobsConfiguration.DONE_MOST);
    static final Setting DEAD = setting("retention.dead.days", JobsConfiguration.DEAD, 0, JobsConfiguration.DEAD_MOST);
    static final Setting MOST_DEAD = setting("retention.dead.most", JobsConfiguration.MOST_DEAD, 0,
            JobsConfiguration.MOST_DEAD_MOST);
    static final Setting RUNS = setting("retention.runs.days", JobsConfiguration.RUNS, 0, JobsConfiguration.RUNS_MOST);
    static final Setting MOST_RUNS = setting("retention.runs.most", JobsConfiguration.MOST_RUNS, 0,
            JobsConfiguration.MOST_RUNS_MOST);

    public EngineSettings {
        if (workers < 1) {
            throw new IllegalArgumentException("at least one worker is needed, not " + workers);
        }
        if (lease.isNegative() || lease.isZero() || poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException("lease and poll interval are longer than zero, not " + lease + " and " + poll);
        }
        if (drain.isNegative() || keepDone.isNegative() || keepDead.isNegative() || mostDead < 0
                || keepRuns.isNegative() || mostRuns < 0) {
            throw new IllegalArgumentException("drain bound, retentions and the most that is kept are 0 or more");
        }
    }

    /** @throws BadSettingException for the first key whose value is not allowed */
    public static EngineSettings from(Map<String, ?> configuration) {
        return new EngineSettings(
                (int) THREADS.in(configuration),
                Duration.ofSeconds(LEASE.in(configuration)),
                Duration.ofMillis(POLL.in(configuration)),
                Duration.ofSeconds(DRAIN.in(configuration)),
                Duration.ofHours(DONE.in(configuration)),
                Duration.ofDays(DEAD.in(configuration)),
                (int) MOST_DEAD.in(configuration),
                Duration.ofDays(RUNS.in(configuration)),
                (int) MOST_RUNS.in(configuration));
    }

    /** What the store need not keep at this moment. */
    Retention retention(Instant now) {
        return new Retention(now.minus(keepDone), now.minus(keepDead), mostDead, now.minus(keepRuns), mostRuns);
    }

    private static Setting setting(String key, long byDefault, long least, long most) {
        return new Setting(PID, key, byDefault, least, most);
    }
}
