package dev.tollgate.store;

import static dev.tollgate.store.TestJobs.QUEUE;
import static dev.tollgate.store.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;

/** What every {@link JobStore} does, one class for each duty. A store's own test extends each of them with an empty store. */
abstract class JobStoreContract {
    static final Duration LEASE = Duration.ofSeconds(30);
    static final String WORKER = "worker-1";

    final TestJobs jobs = new TestJobs();
    JobStore store;

    /** An empty store; called once for each test. */
    protected abstract JobStore open();

    @BeforeEach
    final void openTheStore() {
        store = open();
    }

    final void complete(JobExecution execution) {
        assertThat(store.write(WORKER, List.of(TestJobs.complete(execution, START)))).containsExactly(execution.id());
    }

    static Function<JobExecution, Transition> complete() {
        return execution -> TestJobs.complete(execution, START);
    }

    /** Claims with room for every group. */
    final List<JobExecution> claim(int most) {
        return claimAt(START, most);
    }

    final List<JobExecution> claimAt(Instant now, int most) {
        return store.claim(new Claim(QUEUE, WORKER, now, now.plus(LEASE), Integer.MAX_VALUE, Map.of(), most));
    }

    final JobView view(JobId id) {
        return store.get(List.of(id)).get(0);
    }

    static List<JobId> ids(List<NewJob> jobs) {
        return jobs.stream().map(NewJob::id).toList();
    }
}
