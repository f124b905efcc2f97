package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One claimed execution. Its phase, its thread and its end are guarded by the {@link Holds} that it is in; its lease anybody may read. */
final class Hold implements Lease {
    enum Phase { WAITING, RUNNING, ENDED }

    /** One job can be held twice: by an execution that lost its lease but still runs, and by its successor. */
    record Key(JobId id, long token) {
        static Key of(JobExecution execution) {
            return new Key(execution.id(), execution.token());
        }
    }

    private final JobExecution execution;
    private final Clock clock;
    private volatile Instant leaseUntil;
    private volatile boolean lost;
    private Phase phase = Phase.WAITING;
    private Thread thread;
    private Instant startedAt = Instant.MIN;
    private Instant mustEnd = Instant.MAX;
    private boolean interrupted;
    private boolean overdue;

    Hold(JobExecution execution, Clock clock) {
        this.execution = execution;
        this.clock = clock;
        this.leaseUntil = execution.leaseUntil();
    }

    @Override
    public boolean held() {
        return !lost && clock.instant().isBefore(leaseUntil);
    }

    @Override
    public Duration left() {
        Duration left = Duration.between(clock.instant(), leaseUntil);
        return lost || left.isNegative() ? Duration.ZERO : left;
    }

    JobExecution execution() {
        return execution;
    }

    Phase phase() {
        return phase;
    }

    boolean lost() {
        return lost;
    }

    Instant startedAt() {
        return startedAt;
    }

    void start(Thread runner) {
        phase = Phase.RUNNING;
        thread = runner;
        startedAt = clock.instant();
        execution.terms().timeout().ifPresent(timeout -> mustEnd = startedAt.plus(timeout));
    }

    void end() {
        phase = Phase.ENDED;
        thread = null;
    }

    void extend(Instant until) {
        leaseUntil = until;
    }

    void lose() {
        lost = true;
    }

    /** Interrupts it, once, when it took too long or is no longer the one that counts. */
    void endIfItMust(Instant now) {
        if (phase != Phase.RUNNING || interrupted) {
            return;
        }
        overdue = !now.isBefore(mustEnd);
        if (overdue || !held()) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Whether it took longer than it may. */
    boolean overdue() {
        return overdue;
    }

    /** Whether it was interrupted because it no longer counts. */
    boolean cutOff() {
        return interrupted && !overdue;
    }
}
