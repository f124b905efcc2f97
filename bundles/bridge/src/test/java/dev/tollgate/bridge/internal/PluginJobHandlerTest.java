package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason for which a job is not run, and each way in which running it can end. */
class PluginJobHandlerTest {
    private static final Usage USAGE = new Usage(new Fuel(42), Duration.ofMillis(3), new Bytes(65_536), Map.of("host", 2),
            new Bytes(4), new Bytes(5));

    private final Fakes fakes = new Fakes();
    private Outcome outcome = new Outcome.Completed(new byte[] {9}, USAGE);
    private Optional<CallResult.HeldBack> held = Optional.empty();
    private int calls;
    private Limits under;
    private Runnable meanwhile = () -> { };
    private final PluginJobHandler handler = new PluginJobHandler(fakes, (plugin, export, input, profile) -> {
        if (held.isPresent()) {
            return held.get();
        }
        calls++;
        under = profile.limits();
        meanwhile.run();
        assertThat(export).isEqualTo("job_echo");
        assertThat(profile.context()).containsEntry("attempt", "1").containsEntry("type", "echo");
        return new CallResult.Ended(outcome);
    }, 1);

    @Test
    void aJobRunsUnderTheSecondSetOfCapsWhileThePluginHoldsIt() {
        Limits high = Limits.JOB.with(new Fuel(5_000_000_000L), Bytes.ofMiB(500), Duration.ofMinutes(10));
        fakes.high = high;
        assertThat(handler.run(echo())).isInstanceOf(JobResult.Done.class);
        assertThat(under).isEqualTo(high);
        fakes.high = null;
        assertThat(handler.run(echo())).isInstanceOf(JobResult.Done.class);
        assertThat(under).isEqualTo(Limits.JOB);
    }

    /** A52: they leave threads to the others, and a slot is given back once, however the job ended. */
    @Test
    void a52HighResourceJobsTakeTheirOwnSlotsAndNoMore() {
        fakes.high = Limits.JOB;
        List<JobResult> second = new ArrayList<>();
        meanwhile = () -> {
            meanwhile = () -> { };
            second.add(handler.run(echo()));
            fakes.high = null;
            second.add(handler.run(echo()));
            fakes.high = Limits.JOB;
        };
        handler.run(echo());
        assertThat(second.get(0)).isInstanceOfSatisfying(JobResult.HeldBack.class,
                held -> assertThat(held.reason()).isEqualTo("1 high-resource jobs run, as many as may on this node"));
        assertThat(second.get(1)).as("without them it runs").isInstanceOf(JobResult.Done.class);
        for (int i = 0; i < 3; i++) {
            meanwhile = () -> {
                throw new IllegalStateException("it breaks");
            };
            assertThatThrownBy(() -> handler.run(echo())).isInstanceOf(IllegalStateException.class);
        }
        meanwhile = () -> assertThat(handler.run(echo())).isInstanceOf(JobResult.HeldBack.class);
        handler.run(echo());
    }

    @Test
    void aJobThatIsDoneHasItsOutputAndWhatItCost() {
        JobResult.Done done = (JobResult.Done) handler.run(job("plugin:probe:echo", "probe", payload("echo")));
        assertThat(done.output()).containsExactly(9);
        assertThat(done.report()).isEqualTo("{\"fuel\":42,\"time_us\":3000,\"memory_peak_bytes\":65536,\"input_bytes\":4,"
                + "\"output_bytes\":5,\"host_calls\":{\"host\":2}}");
    }

    @Test
    void aPayloadThatIsNoneOrBelongsToAnotherPluginOrTypeSkipsRetry() {
        skipped(handler.run(job("plugin:probe:echo", "probe", new byte[] {1})), "no plugin payload");
        skipped(handler.run(job("plugin:other:echo", "other", payload("echo"))), "is for plugin:probe:echo");
        skipped(handler.run(job("plugin:probe:noop", "probe", payload("echo"))), "is for plugin:probe:echo");
        skipped(handler.run(job("plugin:probe:echo", "other", payload("echo"))), "of other");
    }

    @Test
    void aPluginThatIsNotInstalledOrNotActiveSkipsRetry() {
        fakes.active = false;
        skipped(handler.run(echo()), "probe is not active: activate it, then replay the job");
        fakes.reason = Optional.of("the host deactivated it");
        skipped(handler.run(echo()), "probe is not active (the host deactivated it): activate it, then replay the job");
        fakes.installed = false;
        skipped(handler.run(echo()), "probe is not installed");
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVE", "WAITING", "DEGRADED"})
    void aPluginThatShouldBeActiveAndIsBeingLoadedIsNoAttempt(PluginState state) {
        fakes.active = false;
        fakes.state = state;
        assertThat(handler.run(echo())).isInstanceOf(JobResult.HeldBack.class);
    }

    @Test
    void anotherVersionSkipsRetryAndSaysThatReplayRunsIt() {
        JobExecution job = echo();
        fakes.id = new PluginId("probe", "1.1.0", Digest.of(new byte[] {2}));
        skipped(handler.run(job), "probe is at 1.1.0");
        skipped(handler.run(job), "replay it to run it on the present version");
    }

    @Test
    void anotherDigestOfTheSameVersionSkipsRetryToo() {
        JobExecution job = echo();
        fakes.id = new PluginId("probe", "1.0.0", Digest.of(new byte[] {2}));
        skipped(handler.run(job), "the job was enqueued for 1.0.0");
    }

    @Test
    void aRevokedQueueSkipsRetry() {
        fakes.granted = false;
        skipped(handler.run(echo()), "no longer holds the capability queue");
    }

    @Test
    void aTypeThatTheManifestDoesNotDeclareSkipsRetry() {
        skipped(handler.run(job("plugin:probe:other", "probe", payload("other"))), "declares no job type 'other'");
    }

    @Test
    void aWaitingCapabilityIsNoAttempt() {
        held = Optional.of(new CallResult.HeldBack("probe waits for kv", Optional.empty()));
        assertThat(handler.run(echo())).isEqualTo(new JobResult.HeldBack("probe waits for kv", Duration.ofSeconds(5)));
        assertThat(calls).isZero();
    }

    @Test
    void aDegradedPluginIsNoAttemptAndItsJobComesBackWhenThePauseIsOver() {
        held = Optional.of(new CallResult.HeldBack("probe is degraded", Optional.of(Duration.ofSeconds(42))));
        assertThat(handler.run(echo())).isEqualTo(new JobResult.HeldBack("probe is degraded", Duration.ofSeconds(42)));
        assertThat(calls).isZero();
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aFailureIsRetriedSkippedOrHeldBackByItsKind(Failure failure) {
        outcome = new Outcome.Failed(failure, "why", USAGE);
        Class<? extends JobResult> expected = switch (failure) {
            case FAILED, TRAPPED, INTERNAL -> JobResult.Failed.class;
            case REJECTED, NO_HANDLER, INPUT_TOO_BIG, NESTED -> JobResult.SkipRetry.class;
            case BUSY, CLOSED -> JobResult.HeldBack.class;
        };
        assertThat(handler.run(echo())).isInstanceOf(expected);
    }

    @Test
    void aTripIsAFailureThatNamesTheLimit() {
        outcome = new Outcome.Tripped(new Trip(Limit.FUEL, 10, 11, fakes.id, "job_echo", "r", List.of("loop"), Instant.EPOCH), USAGE);
        assertThat(handler.run(echo())).isInstanceOfSatisfying(JobResult.Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo("fuel limit: 11 of 10 units in probe 1.0.0 job_echo at loop"));
    }

    private void skipped(JobResult result, String reason) {
        assertThat(result).isInstanceOfSatisfying(JobResult.SkipRetry.class, skip -> assertThat(skip.reason()).contains(reason));
        assertThat(calls).isZero();
    }

    private JobExecution echo() {
        return job("plugin:probe:echo", "probe", payload("echo"));
    }

    private byte[] payload(String type) {
        return PluginTaskPayload.of(fakes.id, type, new byte[] {1}, "h").encode();
    }

    private static JobExecution job(String type, String group, byte[] payload) {
        return new JobExecution(new JobId("00000000-0000-7000-8000-000000000001"), "plugins", type, group, payload, 1, 5, 1,
                Instant.EPOCH, Instant.EPOCH.plusSeconds(30));
    }
}
