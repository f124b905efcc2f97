package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.engine.Outcome;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.Terms;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Under which caps a job runs, and how many run under the second set of them. */
class JobCapsTest {
    private static final Limits HIGH = Limits.JOB.with(new Fuel(5_000_000_000L), Bytes.ofMiB(500), Duration.ofMinutes(10));
    private static final Lease HELD = new Lease() {
        @Override
        public boolean held() {
            return true;
        }

        @Override
        public Duration left() {
            return Duration.ofSeconds(30);
        }
    };

    private final Fakes fakes = new Fakes();
    private final List<Limits> under = new ArrayList<>();
    private Runnable meanwhile = () -> { };
    private CallResult ends = new CallResult.Ended(new Outcome.Completed(new byte[0], Usage.NONE));
    private final PluginJobHandler handler = handler(2);

    private PluginJobHandler handler(int highResourceJobs) {
        JobLimits limits = new StoredJobLimits(new MemorySettingsStore(), new JobLimits.Bounds(60, 100, 2), Clock.systemUTC(), () -> 0);
        return new PluginJobHandler(fakes, (plugin, export, input, profile) -> {
            under.add(profile.limits());
            meanwhile.run();
            return ends;
        }, limits, highResourceJobs);
    }

    @Test
    void aJobRunsUnderTheSecondSetOfCapsFromTheMomentThePluginHoldsItToTheMomentItDoesNot() {
        run();
        fakes.high = HIGH;
        run();
        fakes.high = null;
        run();
        assertThat(under).containsExactly(Limits.JOB, HIGH, Limits.JOB);
    }

    /** A52: they leave threads to the others, who need no such slot. */
    @Test
    void a52WhoeverFindsNoHighResourceSlotIsHeldBackAndTheOthersRun() {
        fakes.high = HIGH;
        List<JobResult> third = new ArrayList<>();
        nested(() -> nested(() -> {
            third.add(run());
            fakes.high = null;
            third.add(run());
            fakes.high = HIGH;
        }));
        assertThat(third.get(0)).isEqualTo(new JobResult.HeldBack("2 high-resource jobs run, as many as may on this node",
                Duration.ofMillis(200)));
        assertThat(third.get(1)).as("without them it runs").isInstanceOf(JobResult.Done.class);
    }

    /** A52: a slot is given back once, however the job ended; were it twice, a third one would run beside two. */
    @Test
    void a52ASlotIsGivenBackExactlyOnceHoweverTheJobEnded() {
        fakes.high = HIGH;
        ends = new CallResult.HeldBack("probe waits for kv", Optional.empty());
        assertThat(run()).isInstanceOf(JobResult.HeldBack.class);
        ends = new CallResult.Ended(new Outcome.Failed(Outcome.Failure.TRAPPED, "trap", Usage.NONE));
        assertThat(run()).isInstanceOf(JobResult.Failed.class);
        for (int i = 0; i < 3; i++) {
            meanwhile = () -> {
                throw new IllegalStateException("it breaks");
            };
            assertThat(run()).isInstanceOfSatisfying(JobResult.Failed.class, failed -> assertThat(failed.reason()).doesNotContain("breaks"));
        }
        meanwhile = () -> { };
        ends = new CallResult.Ended(new Outcome.Completed(new byte[0], Usage.NONE));
        List<JobResult> third = new ArrayList<>();
        nested(() -> nested(() -> third.add(run())));
        assertThat(third).singleElement().isInstanceOf(JobResult.HeldBack.class);
    }

    /** A52: those that are turned away take nothing with them. */
    @Test
    void a52WhoIsTurnedAwayGivesNoSlotBack() {
        fakes.high = HIGH;
        List<JobResult> turnedAway = new ArrayList<>();
        nested(() -> nested(() -> {
            for (int i = 0; i < 5; i++) {
                turnedAway.add(run());
            }
        }));
        assertThat(turnedAway).hasSize(5).allMatch(JobResult.HeldBack.class::isInstance);
    }

    @Test
    void aNumberOfHighResourceJobsThatIsNoneIsRefusedWithItsKey() {
        assertThatThrownBy(() -> handler(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("configuration dev.tollgate.bridge: high.resource.jobs is 0, allowed is a whole number from 1");
    }

    /** Runs a job, and something else while that runs. */
    private void nested(Runnable inside) {
        meanwhile = () -> {
            meanwhile = () -> { };
            inside.run();
        };
        assertThat(run()).isInstanceOf(JobResult.Done.class);
    }

    private JobResult run() {
        byte[] payload = PluginTaskPayload.of(fakes.id, "echo", new byte[] {1}, "h").encode();
        return handler.run(new JobExecution(new JobId("00000000-0000-7000-8000-000000000001"), "plugins", "plugin:probe:echo", "probe",
                payload, 1, Terms.retries(5), 1, Instant.EPOCH, Instant.EPOCH.plusSeconds(30)), HELD);
    }
}
