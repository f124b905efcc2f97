package dev.tollgate.bridge.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.Terms;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each reason for which a job is not run, and each way in which running it can end. */
class PluginJobHandlerTest {
    private static final Usage USAGE = new Usage(new Fuel(42), Duration.ofMillis(3), new Bytes(65_536), Map.of("host", 2),
            new Bytes(4), new Bytes(5));

    private final Fakes fakes = new Fakes();
    private final MemorySettingsStore settings = new MemorySettingsStore();
    private final JobLimits limits = new StoredJobLimits(settings, new JobLimits.Bounds(60, 100, 3), Clock.systemUTC(), () -> 0);
    private final FakeLease lease = new FakeLease();
    private BooleanSupplier wanted;
    private Outcome outcome = new Outcome.Completed(new byte[] {9}, USAGE);
    private Optional<CallResult.HeldBack> held = Optional.empty();
    /** So many calls find that another generation has taken over, which happens then. */
    private int superseded;
    private Runnable replaced = () -> { };
    private int calls;
    private Runnable meanwhile = () -> { };
    private final PluginJobHandler handler = new PluginJobHandler(fakes, (plugin, export, input, profile) -> {
        wanted = profile.wanted();
        if (superseded > 0) {
            superseded--;
            replaced.run();
            return new CallResult.Superseded(fakes.active("probe"));
        }
        if (held.isPresent()) {
            return held.get();
        }
        calls++;
        meanwhile.run();
        assertThat(export).isEqualTo("job_echo");
        assertThat(profile.context()).containsEntry("attempt", "1").containsEntry("type", "echo")
                .containsEntry("token", "7");
        return new CallResult.Ended(outcome);
    }, limits, 1);

    @Test
    void aJobThatIsDoneHasItsOutputAndWhatItCost() {
        JobResult.Done done = (JobResult.Done) run(job("plugin:probe:echo", "probe", payload("echo")));
        assertThat(done.output()).containsExactly(9);
        assertThat(done.report()).isEqualTo("{\"fuel\":42,\"time_us\":3000,\"memory_peak_bytes\":65536,\"input_bytes\":4,"
                + "\"output_bytes\":5,\"host_calls\":{\"host\":2}}");
    }

    /** A48: a poison message is buried at its first attempt. A51: and nothing of it is shown. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "hunter2", "{}", "{\"slug\":\"hunter2", "[\"hunter2\"]",
        "{\"slug\":\"hunter2!\",\"version\":\"1\",\"digest\":\"\",\"type\":\"echo\",\"body\":\"\",\"enqueued_by\":\"h\"}",
        "{\"slug\":null,\"version\":null,\"digest\":null,\"type\":null,\"body\":null,\"enqueued_by\":null}"})
    void a48a51APayloadThatDoesNotDecodeSkipsRetryAndIsNotShown(String payload) {
        JobResult result = run(job("plugin:probe:echo", "probe", payload.getBytes(UTF_8)));
        skipped(result, "the job's payload is no plugin payload");
        assertThat(result.toString()).doesNotContain("hunter2");
    }

    /** A51: a stream of Java's serialization is bytes like any other, and nothing reads it. */
    @Test
    void a51ASerializedObjectIsNoPayload() {
        skipped(run(job("plugin:probe:echo", "probe", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r'})), "no plugin payload");
        byte[] trailing = (new String(payload("echo"), UTF_8) + " {}").getBytes(UTF_8);
        skipped(run(job("plugin:probe:echo", "probe", trailing)), "no plugin payload");
    }

    /** A48: a type that is not the payload's own. */
    @Test
    void a48APayloadOfAnotherPluginOrTypeSkipsRetry() {
        skipped(run(job("plugin:other:echo", "other", payload("echo"))), "is for plugin:probe:echo");
        skipped(run(job("plugin:probe:noop", "probe", payload("echo"))), "is for plugin:probe:echo");
        skipped(run(job("plugin:probe:echo", "other", payload("echo"))), "of other");
    }

    /** A62: a guest may ask for the reason of its job. */
    @Test
    void a62HowTheHostFailedIsNotTheReasonThatAGuestReads() {
        meanwhile = () -> {
            throw new IllegalStateException("SELECT * FROM plugin: db.internal:5432 refused, /srv/data/x.db");
        };
        assertThat(run(echo())).isEqualTo(new JobResult.Failed("the host failed; its log says why", "{}"));
        meanwhile = () -> {
            throw new NoClassDefFoundError("dev/tollgate/Internal");
        };
        assertThat(run(echo())).isEqualTo(new JobResult.Failed("the host failed; its log says why", "{}"));
    }

    /** A62: once it is active again, it may ask for the reason of the job that died meanwhile. */
    @Test
    void a62WhyAPluginIsNotActiveIsNotTheReasonThatItReads() {
        fakes.active = false;
        fakes.reason = Optional.of("cannot write /srv/data/x.db: SELECT * FROM plugin at db.internal:5432");
        for (PluginState state : List.of(PluginState.INSTALLED, PluginState.INACTIVE, PluginState.FAILED, PluginState.REMOVING)) {
            fakes.state = state;
            assertThat(run(echo())).as(state.name()).isInstanceOfSatisfying(JobResult.SkipRetry.class, skip ->
                    assertThat(skip.reason()).isEqualTo("probe is not active: activate it, then replay the job"));
        }
    }

    @Test
    void aPluginThatIsNotInstalledOrNotActiveSkipsRetry() {
        fakes.active = false;
        skipped(run(echo()), "probe is not active: activate it, then replay the job");
        fakes.installed = false;
        skipped(run(echo()), "probe is not installed");
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVE", "WAITING", "DEGRADED"})
    void aPluginThatShouldBeActiveAndIsBeingLoadedIsNoAttempt(PluginState state) {
        fakes.active = false;
        fakes.state = state;
        assertThat(run(echo())).isInstanceOf(JobResult.HeldBack.class);
    }

    @Test
    void anotherVersionSkipsRetryAndSaysThatReplayRunsIt() {
        JobExecution job = echo();
        fakes.id = new PluginId("probe", "1.1.0", Digest.of(new byte[] {2}));
        skipped(run(job), "probe is at 1.1.0");
        skipped(run(job), "replay it to run it on the present version");
    }

    @Test
    void aVersionThatOtherNodesHaveSwitchedToAndThisOneHasNotYetIsNoAttempt() {
        PluginId here = fakes.id;
        fakes.id = new PluginId("probe", "1.1.0", Digest.of(new byte[] {2}));
        JobExecution job = echo();
        fakes.next = Optional.of(fakes.id);
        fakes.id = here;
        assertThat(run(job)).isInstanceOfSatisfying(JobResult.HeldBack.class,
                held -> assertThat(held.reason()).isEqualTo("probe is being loaded"));
        assertThat(calls).isZero();
    }

    @Test
    void anotherDigestOfTheSameVersionSkipsRetryToo() {
        JobExecution job = echo();
        fakes.id = new PluginId("probe", "1.0.0", Digest.of(new byte[] {2}));
        skipped(run(job), "the job was enqueued for 1.0.0");
    }

    @Test
    void aRevokedQueueSkipsRetry() {
        fakes.granted = false;
        skipped(run(echo()), "no longer holds the capability queue");
    }

    @Test
    void aTypeThatTheManifestDoesNotDeclareSkipsRetry() {
        skipped(run(job("plugin:probe:other", "probe", payload("other"))), "declares no job type 'other'");
    }

    /** All that can be wrong is wrong, and one after the other is put right: what is said is the first in the order. */
    @Test
    void theReasonsComeInTheirOrder() {
        JobExecution undecodable = job("plugin:probe:other", "probe", new byte[] {1});
        JobExecution mismatch = job("plugin:probe:other", "probe", payload("echo"));
        JobExecution undeclared = job("plugin:probe:other", "probe", payload("other"));
        JobExecution fine = echo();
        PluginId now = fakes.id;
        fakes.installed = false;
        fakes.active = false;
        fakes.id = new PluginId("probe", "2.0.0", Digest.of(new byte[] {2}));
        fakes.granted = false;
        fakes.high = Limits.JOB;
        held = Optional.of(new CallResult.HeldBack("probe waits for kv", Optional.empty()));
        skipped(run(undecodable), "no plugin payload");
        skipped(run(mismatch), "the payload is for");
        skipped(run(undeclared), "probe is not installed");
        fakes.installed = true;
        skipped(run(undeclared), "probe is not active");
        fakes.active = true;
        skipped(run(undeclared), "probe is at 2.0.0");
        fakes.id = now;
        skipped(run(undeclared), "declares no job type 'other'");
        skipped(run(fine), "no longer holds the capability queue");
        fakes.granted = true;
        assertThat(run(fine)).isInstanceOfSatisfying(JobResult.HeldBack.class, back -> assertThat(back.reason()).isEqualTo("probe waits for kv"));
        held = Optional.empty();
        assertThat(run(fine)).isInstanceOf(JobResult.Done.class);
    }

    @Test
    void theSlotsOfAPluginAreWhatAnAdministratorSetOrTheConfigurations() {
        assertThat(handler.perGroup("probe")).hasValue(3);
        limits.set("probe", JobLimits.Limit.SLOTS, 1, "anna");
        assertThat(handler.perGroup("probe")).hasValue(1);
        settings.broken = true;
        assertThat(handler.perGroup("other")).as("the property's number then").isEmpty();
    }

    /** A48: who lost the lease is ended, at a gate or in a loop. */
    @Test
    void a48AnInvocationIsWantedWhileTheLeaseIsHeldAndNobodyInterrupts() {
        meanwhile = () -> {
            assertThat(wanted.getAsBoolean()).isTrue();
            lease.held = false;
            assertThat(wanted.getAsBoolean()).isFalse();
            lease.held = true;
            Thread.currentThread().interrupt();
            assertThat(wanted.getAsBoolean()).isFalse();
            assertThat(Thread.interrupted()).as("it stays for the job engine").isTrue();
        };
        run(echo());
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aWaitingCapabilityIsNoAttempt() {
        held = Optional.of(new CallResult.HeldBack("probe waits for kv", Optional.empty()));
        assertThat(run(echo())).isEqualTo(new JobResult.HeldBack("probe waits for kv", Duration.ofSeconds(5)));
        assertThat(calls).isZero();
    }

    @Test
    void aDegradedPluginIsNoAttemptAndItsJobComesBackWhenThePauseIsOver() {
        held = Optional.of(new CallResult.HeldBack("probe is degraded", Optional.of(Duration.ofSeconds(42))));
        assertThat(run(echo())).isEqualTo(new JobResult.HeldBack("probe is degraded", Duration.ofSeconds(42)));
        assertThat(calls).isZero();
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aFailureIsRetriedSkippedOrHeldBackByItsKind(Failure failure) {
        outcome = new Outcome.Failed(failure, "why", USAGE);
        Class<? extends JobResult> expected = switch (failure) {
            case FAILED, TRAPPED, INTERNAL -> JobResult.Failed.class;
            case REJECTED, NO_HANDLER, INPUT_TOO_BIG, NESTED -> JobResult.SkipRetry.class;
            case BUSY, CLOSED, CANCELLED -> JobResult.HeldBack.class;
        };
        assertThat(run(echo())).isInstanceOf(expected);
    }

    @Test
    void aJobThatWasEndedBecauseNobodyWantsItAnyMoreFailedAndOneThatAReloadEndedRunsAgain() {
        outcome = new Outcome.Failed(Failure.CANCELLED, "the host ended it: probe 1.0.0 was reloaded", USAGE);
        assertThat(run(echo())).isInstanceOfSatisfying(JobResult.HeldBack.class, again -> assertThat(again.reason()).contains("was reloaded"));
        meanwhile = () -> lease.held = false;
        assertThat(run(echo())).isInstanceOf(JobResult.Failed.class);
    }

    @Test
    void aJobWhosePluginWasReloadedInBetweenIsDispatchedAnew() {
        superseded = 3;
        assertThat(run(echo())).isInstanceOf(JobResult.Done.class);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void whatWasReplacedInBetweenIsLookedAtFromTheFirstCheckOn() {
        superseded = 1;
        replaced = () -> fakes.id = new PluginId("probe", "1.1.0", Digest.of(new byte[] {2}));
        JobExecution pinned = echo();
        skipped(run(pinned), "probe is at 1.1.0");
        superseded = 1;
        replaced = () -> fakes.active = false;
        skipped(run(echo()), "probe is not active");
    }

    @Test
    void aPluginThatIsReloadedAllTheTimeLetsOthersHaveTheThreadAndItsSlotIsFree() {
        fakes.high = Limits.JOB;
        superseded = Integer.MAX_VALUE;
        assertThat(run(echo())).isInstanceOf(JobResult.HeldBack.class);
        superseded = 0;
        assertThat(run(echo())).isInstanceOf(JobResult.Done.class);
    }

    @Test
    void aTripIsAFailureThatNamesTheLimit() {
        outcome = new Outcome.Tripped(new Trip(Limit.FUEL, 10, 11, fakes.id, "job_echo", "r", List.of("loop"), Instant.EPOCH), USAGE);
        assertThat(run(echo())).isInstanceOfSatisfying(JobResult.Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo("fuel limit: 11 of 10 units in probe 1.0.0 job_echo at loop"));
    }

    @Test
    void aTripOverTheDeadlineIsATimeout() {
        outcome = new Outcome.Tripped(new Trip(Limit.DEADLINE, 10, 11, fakes.id, "job_echo", "r", List.of(), Instant.EPOCH), USAGE);
        assertThat(run(echo())).isInstanceOf(JobResult.TimedOut.class);
    }

    private static final class FakeLease implements Lease {
        private boolean held = true;

        @Override
        public boolean held() {
            return held;
        }

        @Override
        public Duration left() {
            return held ? Duration.ofSeconds(30) : Duration.ZERO;
        }
    }

    private JobResult run(JobExecution job) {
        return handler.run(job, lease);
    }

    private void skipped(JobResult result, String reason) {
        assertThat(result).isInstanceOfSatisfying(JobResult.SkipRetry.class, skip -> {
            assertThat(skip.reason()).contains(reason);
            assertThat(skip.began()).isFalse();
        });
        assertThat(calls).isZero();
    }

    private JobExecution echo() {
        return job("plugin:probe:echo", "probe", payload("echo"));
    }

    private byte[] payload(String type) {
        return PluginTaskPayload.of(fakes.id, type, new byte[] {1}, "h").encode();
    }

    private static JobExecution job(String type, String group, byte[] payload) {
        return new JobExecution(new JobId("00000000-0000-7000-8000-000000000001"), "plugins", type, group, payload, 1, Terms.retries(5), 7,
                Instant.EPOCH, Instant.EPOCH.plusSeconds(30));
    }
}
