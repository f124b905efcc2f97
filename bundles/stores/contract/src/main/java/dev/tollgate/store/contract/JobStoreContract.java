package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Retention;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link JobStore} and {@link ScheduleStore} does, one class for each duty. A store's own test extends each of them
 * with an empty store.
 */
@Timeout(300)
public abstract class JobStoreContract {
    static final Duration LEASE = Duration.ofSeconds(30);
    static final String WORKER = "worker-1";

    final HandClock clock = new HandClock(START);
    final TestJobs jobs = new TestJobs(clock);
    JobStore store;
    ScheduleStore schedules;

    /** Empty stores that date by this clock; called once for each test. */
    protected abstract Stores open(Clock dating);

    @BeforeEach
    final void openTheStore() {
        Stores opened = open(clock);
        store = opened.jobs();
        schedules = opened.schedules();
    }

    final Set<JobId> write(Transition... transitions) {
        return write(List.of(transitions));
    }

    final Set<JobId> write(List<? extends Transition> transitions) {
        return write(transitions, List.of());
    }

    final Set<JobId> write(List<? extends Transition> transitions, List<RunView> runs) {
        return store.write(WORKER, List.copyOf(transitions), runs);
    }

    final void complete(JobExecution execution) {
        assertThat(write(TestJobs.complete(execution, clock.instant()))).containsExactly(execution.id());
    }

    static Function<JobExecution, Transition> complete() {
        return execution -> TestJobs.complete(execution, START);
    }

    /** Claims with room for every group. */
    final List<JobExecution> claim(int most) {
        return claimAt(clock.instant(), most);
    }

    final List<JobExecution> claimAt(Instant now, int most) {
        return store.claim(new Claim(QUEUE, WORKER, now, now.plus(LEASE), group -> Integer.MAX_VALUE, most));
    }

    /** A job of this group that died at this moment. */
    final JobExecution dead(String group, Instant at) {
        return died(jobs.of(group), at);
    }

    /** Nothing else of its group may be ready. */
    final JobExecution died(NewJob job, Instant at) {
        store.insert(List.of(job));
        JobExecution execution = claim(1).get(0);
        assertThat(write(TestJobs.bury(execution, at))).containsExactly(job.id());
        return execution;
    }

    final Set<JobId> replay(JobId id) {
        return store.replay(List.of(id), clock.instant(), payload -> payload);
    }

    final Set<JobId> discard(JobId id) {
        return store.discard(List.of(id), clock.instant());
    }

    final int pruneAll(Retention retention) {
        int removed = 0;
        int part;
        do {
            part = store.prune(retention);
            removed += part;
        } while (part > 0);
        return removed;
    }

    final JobView view(JobId id) {
        return store.get(List.of(id)).get(0);
    }

    static List<JobId> ids(List<NewJob> jobs) {
        return jobs.stream().map(NewJob::id).toList();
    }
}
