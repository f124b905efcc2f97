package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.QUEUE;
import static dev.tollgate.store.contract.TestJobs.START;
import static dev.tollgate.store.contract.TestJobs.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fences and leases: who may say what became of a job. */
public abstract class JobWriteContract extends JobStoreContract {
    @Test
    void aCompletedJobIsKeptWithItsResult() {
        store.insert(List.of(jobs.of("a")));
        JobExecution execution = claim(1).get(0);

        assertThat(write(TestJobs.complete(execution, START.plusSeconds(3))))
                .containsExactly(execution.id());

        JobView view = view(execution.id());
        assertThat(view.state()).isEqualTo(JobState.DONE);
        assertThat(view.attempts()).isEqualTo(1);
        assertThat(view.finishedAt()).contains(START.plusSeconds(3));
        assertThat(view.output()).hasValueSatisfying(output -> assertThat(output).isEqualTo(bytes("made")));
        assertThat(view.report()).contains("cheap");
    }

    @Test
    void anEmptyOutputIsAnOutput() {
        store.insert(List.of(jobs.of("a")));
        JobExecution execution = claim(1).get(0);
        write(new Transition.Complete(execution.id(), execution.token(), START, new byte[0], ""));

        assertThat(view(execution.id()).output()).hasValueSatisfying(output -> assertThat(output).isEmpty());
    }

    @Test
    void aRetryIsAnAttemptAndARunLater() {
        store.insert(List.of(jobs.of("a")));
        JobExecution execution = claim(1).get(0);

        write(TestJobs.retry(execution, START.plusSeconds(5)));

        assertThat(view(execution.id()).reason()).contains("no luck");
        assertThat(view(execution.id()).runAt()).isEqualTo(START.plusSeconds(5));
        assertThat(claim(1)).isEmpty();
        assertThat(claimAt(START.plusSeconds(5), 1)).extracting(JobExecution::attempt).containsExactly(2);
    }

    @Test
    void aReleaseIsNoAttempt() {
        store.insert(List.of(jobs.of("a")));
        JobExecution execution = claim(1).get(0);

        write(TestJobs.release(execution, START));

        assertThat(view(execution.id()).attempts()).isZero();
        assertThat(view(execution.id()).reason()).contains("no slot");
        assertThat(claim(1)).extracting(JobExecution::attempt).containsExactly(1);
    }

    @Test
    void aBuriedJobIsADeadLetterWithItsReason() {
        store.insert(List.of(jobs.of("a")));
        JobExecution execution = claim(1).get(0);

        write(TestJobs.bury(execution, START.plusSeconds(1)));

        JobView view = view(execution.id());
        assertThat(view.state()).isEqualTo(JobState.DEAD);
        assertThat(view.reason()).contains("hopeless");
        assertThat(view.finishedAt()).contains(START.plusSeconds(1));
        assertThat(claimAt(START.plusSeconds(9), 1)).isEmpty();
    }

    @Test
    void onlyTheTransitionsOfJobsStillHeldAreWritten() {
        store.insert(List.of(jobs.of("a"), jobs.of("a")));
        List<JobExecution> held = claim(2);
        write(TestJobs.release(held.get(0), START));

        assertThat(write(held.stream().map(complete()).toList()))
                .containsExactly(held.get(1).id());
        assertThat(view(held.get(0).id()).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aLostLeaseCannotWriteAnything() {
        store.insert(List.of(jobs.of("a")));
        JobExecution lost = claim(1).get(0);
        Instant later = START.plus(LEASE).plusMillis(1);
        store.reclaim(later);
        JobExecution successor = store.claim(new Claim(QUEUE, "worker-2", later, later.plus(LEASE), group -> 2, 1)).get(0);

        assertThat(write(TestJobs.complete(lost, later))).isEmpty();
        assertThat(write(TestJobs.retry(lost, later))).isEmpty();
        assertThat(write(TestJobs.bury(lost, later))).isEmpty();
        assertThat(write(TestJobs.release(lost, later))).isEmpty();
        assertThat(store.extend(WORKER, Map.of(lost.id(), lost.token()), later.plus(LEASE))).isEmpty();
        assertThat(view(lost.id()).state()).isEqualTo(JobState.RUNNING);
        assertThat(store.write("worker-2", List.of(TestJobs.complete(successor, later)), List.of())).containsExactly(lost.id());
    }

    @Test
    void anEarlierTokenOfTheSameWorkerCannotWriteEither() {
        store.insert(List.of(jobs.of("a")));
        JobExecution lost = claim(1).get(0);
        Instant later = START.plus(LEASE).plusMillis(1);
        store.reclaim(later);
        claimAt(later, 1);

        assertThat(write(TestJobs.complete(lost, later))).isEmpty();
    }

    @Test
    void aJobWhoseLeaseEndedIsQueuedAgainAndItsAttemptCounts() {
        store.insert(List.of(jobs.of("a")));
        claim(1);

        assertThat(store.reclaim(START.plus(LEASE))).isZero();
        assertThat(store.reclaim(START.plus(LEASE).plusMillis(1))).isEqualTo(1);

        assertThat(claim(1)).extracting(JobExecution::attempt).containsExactly(2);
    }

    @Test
    void anExtendedLeaseIsNotReclaimed() {
        store.insert(List.of(jobs.of("a"), jobs.of("a")));
        List<JobExecution> held = claim(2);
        Instant later = START.plus(LEASE).plusMillis(1);

        assertThat(store.extend(WORKER, Map.of(held.get(0).id(), held.get(0).token()), later)).containsExactly(held.get(0).id());

        assertThat(store.reclaim(later)).isEqualTo(1);
        assertThat(view(held.get(0).id()).state()).isEqualTo(JobState.RUNNING);
        assertThat(view(held.get(1).id()).state()).isEqualTo(JobState.QUEUED);
    }
}
