package dev.tollgate.jobs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandDrivenJobsTest {
    private static final JobResult DONE = new JobResult.Done(new byte[0], "");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final HandDrivenJobs jobs = new HandDrivenJobs();
    private final List<JobExecution> ran = new ArrayList<>();
    private final List<Instant> at = new ArrayList<>();

    @AfterEach
    void close() {
        jobs.close();
    }

    @Test
    void aJobRunsWhenItIsDueAndNotBefore() {
        jobs.handle("mail", (execution, lease) -> note(execution));
        jobs.queue().enqueue(JobRequest.of("mail", "welcome", "ada", new byte[0], 0).after(Duration.ofHours(1)));

        jobs.advance(Duration.ofMinutes(59));
        assertThat(ran).isEmpty();
        jobs.advance(Duration.ofMinutes(1));

        assertThat(at).containsExactly(HandDrivenJobs.START.plus(Duration.ofHours(1)));
    }

    @Test
    void whatFailsIsTriedAgainUntilItsAttemptsAreUsedUp() {
        jobs.handle("mail", (execution, lease) -> {
            note(execution);
            return new JobResult.Failed("the server is away", "");
        });
        JobId id = enqueue(JobRequest.of("mail", "welcome", "ada", new byte[0], 2));

        jobs.advance(Duration.ofMinutes(1));

        assertThat(ran).extracting(JobExecution::attempt).containsExactly(1, 2, 3);
        assertThat(view(id).state()).isEqualTo(JobState.DEAD);
    }

    @Test
    void whoSleepsKeepsItsLeaseAndLetsOthersRun() {
        jobs.handle("mail", (execution, lease) -> {
            jobs.sleep(LEASE.multipliedBy(4));
            return note(execution);
        });
        JobId slow = enqueue(JobRequest.of("mail", "slow", "ada", new byte[0], 0));
        jobs.runDue();
        jobs.handle("print", (execution, lease) -> note(execution));
        enqueue(JobRequest.of("print", "quick", "ada", new byte[0], 0));

        jobs.advance(LEASE.multipliedBy(4));

        assertThat(ran).extracting(JobExecution::type).containsExactly("quick", "slow");
        assertThat(view(slow).state()).isEqualTo(JobState.DONE);
        assertThat(view(slow).attempts()).isEqualTo(1);
    }

    @Test
    void whoSleepsLongerThanItMayIsInterrupted() {
        jobs.handle("mail", (execution, lease) -> {
            try {
                jobs.sleep(Duration.ofHours(1));
            } catch (SleepInterruptedException late) {
                at.add(jobs.clock().instant());
            }
            return DONE;
        });
        JobId id = enqueue(JobRequest.of("mail", "slow", "ada", new byte[0], 0).on(Terms.retries(0).timeout(Duration.ofSeconds(5))));

        jobs.advance(Duration.ofSeconds(6));

        assertThat(view(id).state()).isEqualTo(JobState.DEAD);
        assertThat(view(id).reason()).hasValueSatisfying(reason -> assertThat(reason).contains("timeout of PT5S"));
        assertThat(at.get(0)).isBetween(HandDrivenJobs.START.plusSeconds(5), HandDrivenJobs.START.plusMillis(5_100));
    }

    @Test
    void whatACrashedNodeHeldRunsOnAnotherOneAfterTheLease() {
        jobs.handle("mail", (execution, lease) -> {
            jobs.sleep(Duration.ofHours(1));
            return note(execution);
        });
        jobs.node("b").handle("mail", (execution, lease) -> note(execution));
        jobs.node("b").pause();
        JobId id = enqueue(JobRequest.of("mail", "welcome", "ada", new byte[0], 1));
        jobs.runDue();
        jobs.node("b").resume();

        jobs.node("a").crash();
        jobs.advance(LEASE.minusSeconds(1));
        assertThat(ran).isEmpty();
        jobs.advance(Duration.ofSeconds(12));

        assertThat(ran).extracting(JobExecution::attempt).containsExactly(2);
        assertThat(view(id).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aNodeThatIsPausedPastItsLeaseWritesNothing() {
        jobs.handle("mail", (execution, lease) -> {
            jobs.sleep(Duration.ofSeconds(1));
            return new JobResult.Done("late".getBytes(), "");
        });
        JobId id = enqueue(JobRequest.of("mail", "welcome", "ada", new byte[0], 1));
        jobs.runDue();
        Node a = jobs.node("a");
        jobs.node("b").handle("mail", (execution, lease) -> note(execution));

        a.pause();
        jobs.advance(LEASE.plusSeconds(11));
        a.resume();
        jobs.advance(LEASE);

        assertThat(ran).hasSize(1);
        assertThat(view(id).output()).hasValueSatisfying(output -> assertThat(output).isEmpty());
    }

    @Test
    void aNodeThatIsStoppedLetsRunWhatEndsInTimeAndGivesBackTheRest() {
        jobs.handle("mail", (execution, lease) -> {
            jobs.sleep(execution.type().equals("short") ? Duration.ofSeconds(5) : Duration.ofHours(1));
            return note(execution);
        });
        JobId quick = enqueue(JobRequest.of("mail", "short", "ada", new byte[0], 0));
        JobId slow = enqueue(JobRequest.of("mail", "long", "ada", new byte[0], 0));
        jobs.runDue();
        Node b = jobs.node("b");

        jobs.node("a").stop();

        assertThat(b.jobs().get(quick).orElseThrow().state()).isEqualTo(JobState.DONE);
        assertThat(b.jobs().get(slow).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        assertThat(b.jobs().get(slow).orElseThrow().attempts()).isZero();
    }

    @Test
    void aJobCannotTurnTheClockAndATestCannotSleep() {
        jobs.handle("mail", (execution, lease) -> {
            jobs.advance(Duration.ofSeconds(1));
            return DONE;
        });
        JobId id = enqueue(JobRequest.of("mail", "welcome", "ada", new byte[0], 0));
        jobs.runDue();

        assertThat(view(id).reason()).contains("a job does not turn the clock; it sleeps");
        assertThatThrownBy(() -> jobs.sleep(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aJobThatHoldsItselfBackUntilNowIsNoticed() {
        jobs.handle("mail", (execution, lease) -> new JobResult.HeldBack("no slot", Duration.ZERO));
        enqueue(JobRequest.of("mail", "welcome", "ada", new byte[0], 0));

        assertThatThrownBy(jobs::runDue).isInstanceOf(IllegalStateException.class).hasMessageContaining("hold itself back");
    }

    private JobResult note(JobExecution execution) {
        ran.add(execution);
        at.add(jobs.clock().instant());
        return DONE;
    }

    private JobId enqueue(JobRequest request) {
        return ((Enqueued.Accepted) jobs.queue().enqueue(request)).id();
    }

    private JobView view(JobId id) {
        return jobs.jobs().get(id).orElseThrow();
    }
}
