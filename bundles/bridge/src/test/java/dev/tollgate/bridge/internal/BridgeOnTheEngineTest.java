package dev.tollgate.bridge.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.DeadJobs;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.JobLimits.Limit;
import dev.tollgate.bridge.PluginQueue.Answer;
import dev.tollgate.bridge.PluginQueue.Wish;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.engine.Profile;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.JobsAdmin.Bulk;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.testkit.HandDrivenJobs;
import dev.tollgate.jobs.testkit.Node;
import dev.tollgate.jobs.testkit.SleepInterruptedException;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the gate to the guest and back, through the real engine on a clock that stands still until it is turned. */
class BridgeOnTheEngineTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final CallResult DONE = new CallResult.Ended(new Outcome.Completed(new byte[0], Usage.NONE));

    private final HandDrivenJobs jobs = new HandDrivenJobs();
    private final Fakes fakes = new Fakes();
    private final JobLimits limits = new StoredJobLimits(new MemorySettingsStore(), new JobLimits.Bounds(60, 100, 2), jobs.clock(),
            () -> Duration.between(HandDrivenJobs.START, jobs.clock().instant()).toNanos());
    private final JobIntake intake = on(jobs.node("a"));
    private final AdministeredJobs admin = new AdministeredJobs(jobs.queue(), jobs.admin(), fakes, new BodySize(1_000));
    private final List<Profile> calls = new ArrayList<>();
    private Function<Profile, CallResult> guest = profile -> DONE;

    private JobIntake on(Node node) {
        node.handle("plugins", new PluginJobHandler(fakes, (plugin, export, input, profile) -> {
            calls.add(profile);
            return guest.apply(profile);
        }, limits, 1));
        return new JobIntake(node.queue(), node.jobs(), fakes, limits, new BodySize(1_000));
    }

    @AfterEach
    void close() {
        jobs.close();
    }

    @Test
    void whatIsEnqueuedRunsAndIsInTheRunLogWithItsCost() throws Exception {
        JobId id = enqueue("echo", "{}");
        jobs.runDue();
        assertThat(view(id).state()).isEqualTo(JobState.DONE);
        assertThat(jobs.jobs().runs(RunFilter.any(10).ofJob(id))).singleElement()
                .matches(run -> run.name().equals("plugin:probe:echo") && run.usage().contains("\"fuel\":0"));
    }

    /** A48: exact over nodes, whoever is asked. */
    @Test
    void a48TheRateHoldsOverAllNodesAndIsGivenBackAfterAMinute() throws Exception {
        JobIntake other = on(jobs.node("b"));
        for (int i = 0; i < 60; i++) {
            (i % 2 == 0 ? intake : other).enqueue(fakes.id, "h", wish("echo", ""));
        }
        assertThat(refusal(intake, "")).isEqualTo(Errno.ERATELIMIT);
        assertThat(refusal(other, "")).isEqualTo(Errno.ERATELIMIT);
        limits.set("probe", Limit.RATE, 61, "anna");
        other.enqueue(fakes.id, "h", wish("echo", ""));
        assertThat(refusal(intake, "")).isEqualTo(Errno.ERATELIMIT);
        jobs.advance(MINUTE.plusSeconds(1));
        enqueue("echo", "");
    }

    @Test
    void theRateIsLookedAtBeforeTheDepthAndEachOneOfABatchCounts() throws Exception {
        limits.set("probe", Limit.DEPTH, 10, "anna");
        List<Answer> batch = intake.enqueue(fakes.id, "h", Collections.nCopies(12, wish("echo", "{\"delay\":\"1h\"}")));
        assertThat(batch.subList(0, 10)).allMatch(Answer.Taken.class::isInstance);
        assertThat(batch.subList(10, 12)).allMatch(answer -> ((Answer.Refused) answer).errno() == Errno.EQUOTA);
        limits.set("probe", Limit.RATE, 10, "anna");
        assertThat(refusal(intake, "")).isEqualTo(Errno.ERATELIMIT);
    }

    /** A48: a guest that fails always, with as many retries as it may have, runs 26 times in the end and not in a storm. */
    @Test
    void a48ARetryStormIsSpreadOutAndEnds() throws Exception {
        guest = profile -> failed(Failure.FAILED);
        JobId id = enqueue("echo", "{\"max_retry\":1000}");
        jobs.advance(Duration.ofSeconds(10));
        assertThat(calls.size()).as("in ten seconds").isLessThan(20);
        jobs.advance(Duration.ofDays(2));
        assertThat(calls).hasSize(26);
        assertThat(view(id).state()).isEqualTo(JobState.DEAD);
    }

    /** A48: what no attempt can mend is tried once. */
    @Test
    void a48APoisonMessageIsBuriedAtItsFirstAttempt() throws Exception {
        JobId broken = present(JobRequest.of("plugins", "plugin:probe:echo", "probe", "hunter2".getBytes(UTF_8), 25));
        guest = profile -> failed(Failure.REJECTED);
        JobId rejected = enqueue("echo", "{\"max_retry\":25}");
        jobs.advance(MINUTE);
        assertThat(view(broken)).matches(job -> job.state() == JobState.DEAD && job.attempts() == 1)
                .satisfies(job -> assertThat(job.reason()).contains("the job's payload is no plugin payload"));
        assertThat(view(rejected)).matches(job -> job.state() == JobState.DEAD && job.attempts() == 1);
        assertThat(calls).hasSize(1);
    }

    /** A48: the fencing token grows, whoever lost the lease is not wanted any more, and what it answers is not recorded. */
    @Test
    void a48WhoLostTheLeaseIsEndedAndOnlyTheSecondDeliveryCounts() throws Exception {
        List<Boolean> wanted = new ArrayList<>();
        guest = profile -> {
            wanted.add(profile.wanted().getAsBoolean());
            try {
                jobs.sleep(Duration.ofMinutes(3));
            } catch (SleepInterruptedException interrupted) {
                // It looks once more before it ends, as each gate call and each slice of fuel does.
            }
            wanted.add(profile.wanted().getAsBoolean());
            return failed(Failure.REJECTED);
        };
        JobId id = enqueue("echo", "");
        jobs.runDue();
        jobs.node("a").pause();
        guest = profile -> DONE;
        on(jobs.node("b"));
        jobs.advance(Duration.ofMinutes(2));
        assertThat(view(id).state()).isEqualTo(JobState.DONE);
        jobs.node("a").resume();
        jobs.advance(Duration.ofMinutes(5));
        assertThat(wanted).containsExactly(true, false);
        assertThat(view(id)).as("not rejected").matches(job -> job.state() == JobState.DONE);
        assertThat(calls).extracting(profile -> Long.parseLong(profile.context().get("token"))).hasSize(2).isSorted().doesNotHaveDuplicates();
    }

    /** A50: a dead job holds nothing up; a live one does, for as long as was asked for. */
    @Test
    void a50ADeadJobDoesNotHoldItsUniqueKey() throws Exception {
        guest = profile -> failed(Failure.REJECTED);
        JobId first = enqueue("echo", "{\"unique_for\":\"7d\",\"delay\":\"1m\"}");
        assertThat(refusal(intake, "{\"unique_for\":\"7d\"}")).isEqualTo(Errno.ECONFLICT);
        jobs.advance(MINUTE);
        assertThat(view(first).state()).isEqualTo(JobState.DEAD);
        JobId second = enqueue("echo", "{\"unique_for\":\"7d\",\"delay\":\"1m\"}");
        assertThat(second).isNotEqualTo(first);
        admin.replay(first);
        assertThat(view(first).state()).as("replayed beside its equal").isEqualTo(JobState.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"waiting", "degraded", "busy", "high", "loading", "paused"})
    void whatIsHeldBackWasNoAttemptHoweverOften(String reason) {
        Runnable over = hold(reason);
        JobId id = present(echo());
        jobs.advance(Duration.ofMinutes(10));
        assertThat(view(id).state()).isEqualTo(JobState.QUEUED);
        assertThat(view(id).attempts()).isZero();
        over.run();
        jobs.advance(Duration.ofMinutes(1));
        assertThat(view(id).state()).isEqualTo(JobState.DONE);
        assertThat(view(id).attempts()).isEqualTo(1);
    }

    private Runnable hold(String reason) {
        switch (reason) {
            case "waiting" -> guest = profile -> new CallResult.HeldBack("probe waits for kv", Optional.empty());
            case "degraded" -> guest = profile -> new CallResult.HeldBack("probe is degraded", Optional.of(MINUTE));
            case "busy" -> guest = profile -> failed(Failure.BUSY);
            case "high" -> {
                // The job before it takes the node's only high-resource slot, and its time.
                fakes.high = Limits.JOB;
                guest = profile -> {
                    guest = other -> DONE;
                    jobs.sleep(Duration.ofMinutes(10).plusSeconds(1));
                    return DONE;
                };
                present(echo());
                return () -> { };
            }
            case "loading" -> {
                fakes.active = false;
                fakes.state = PluginState.ACTIVE;
            }
            default -> jobs.admin().pause("plugins", "probe", "anna");
        }
        return () -> {
            guest = profile -> DONE;
            fakes.active = true;
            jobs.admin().resume("plugins", "probe", "admin");
        };
    }

    @Test
    void whatADrainGivesBackWasNoAttempt() throws Exception {
        guest = sleeping(Duration.ofHours(1));
        JobId running = enqueue("echo", "");
        jobs.runDue();
        jobs.node("a").stop();
        Node next = jobs.node("b");
        assertThat(next.jobs().get(running).orElseThrow()).matches(job -> job.state() == JobState.QUEUED && job.attempts() == 0);
        guest = profile -> DONE;
        on(next);
        jobs.advance(MINUTE);
        assertThat(next.jobs().get(running).orElseThrow()).matches(job -> job.state() == JobState.DONE && job.attempts() == 1);
    }

    @Test
    void noMoreRunAtATimeThanThePluginHasSlotsAndANewNumberHoldsAtTheNextClaim() {
        guest = sleeping(MINUTE);
        List<JobId> ids = Stream.generate(() -> present(echo())).limit(5).toList();
        jobs.runDue();
        assertThat(calls).hasSize(2);
        limits.set("probe", Limit.SLOTS, 1, "anna");
        jobs.advance(MINUTE.plusSeconds(1));
        assertThat(calls).hasSize(3);
        assertThat(ids.subList(3, 5)).allMatch(id -> view(id).attempts() == 0);
        jobs.advance(Duration.ofMinutes(5));
        assertThat(ids).allMatch(id -> view(id).state() == JobState.DONE && view(id).attempts() == 1);
    }

    @Test
    void aReplayedJobRunsOnThePresentVersionAndTheOthersStayDead() throws Exception {
        JobId echo = enqueue("echo", "");
        JobId noop = enqueue("noop", "");
        fakes.id = new PluginId("probe", "2.0.0", Digest.of(new byte[] {2}));
        jobs.runDue();
        assertThat(view(echo).reason().orElseThrow()).contains("replay it to run it on the present version");
        assertThat(admin.replayAll(DeadJobs.ALL.of("probe").type("echo").because("probe is at 2.0.0"))).isEqualTo(new Bulk(1, 0, Optional.empty()));
        jobs.runDue();
        assertThat(view(echo).state()).isEqualTo(JobState.DONE);
        assertThat(view(noop).state()).isEqualTo(JobState.DEAD);
        fakes.installed = false;
        assertThat(admin.replayAll(DeadJobs.ALL))
                .matches(bulk -> bulk.failed() == 1 && bulk.failure().orElseThrow().contains("probe is no longer installed"));
        assertThat(admin.discardAll(DeadJobs.ALL.of("other")).done()).isZero();
        assertThat(admin.discardAll(DeadJobs.ALL.of("probe")).done()).isEqualTo(1);
        assertThat(view(noop).state()).isEqualTo(JobState.DISCARDED);
    }

    private Function<Profile, CallResult> sleeping(Duration time) {
        return profile -> {
            jobs.sleep(time);
            return DONE;
        };
    }

    private static CallResult failed(Failure failure) {
        return new CallResult.Ended(new Outcome.Failed(failure, "why", Usage.NONE));
    }

    private JobRequest echo() {
        return JobRequest.of("plugins", "plugin:probe:echo", "probe", PluginTaskPayload.of(fakes.id, "echo", new byte[0], "h").encode(), 0);
    }

    private JobId present(JobRequest request) {
        return ((Enqueued.Present) jobs.queue().enqueue(request)).id();
    }

    private JobId enqueue(String type, String options) throws GateException {
        return intake.enqueue(fakes.id, "h", wish(type, options));
    }

    private Errno refusal(JobIntake at, String options) {
        return catchThrowableOfType(GateException.class, () -> at.enqueue(fakes.id, "h", wish("echo", options))).errno();
    }

    private static Wish wish(String type, String options) {
        return new Wish(type, "body".getBytes(UTF_8), options);
    }

    private JobView view(JobId id) {
        return jobs.jobs().get(id).orElseThrow();
    }
}
