package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fire time's job goes through the checks of every plugin job, and calls the handler of its schedule. */
class ScheduledJobTest {
    private static final String NIGHTLY = "schedules: [ { name: nightly, pattern: '0 2 * * *', handler: tick } ]";
    private static final Instant FIRE_AT = Instant.parse("2026-03-01T02:00:00Z");

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

    private final LoadedOnes plugins = new LoadedOnes();
    private final List<String> called = new ArrayList<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final PluginJobHandler handler = new PluginJobHandler(plugins, (plugin, export, input, profile) -> {
        called.add(plugin.id().version() + " " + export + " " + input.length);
        profiles.add(profile);
        return new CallResult.Ended(new Outcome.Completed(new byte[0], Usage.NONE));
    }, new StoredJobLimits(new MemorySettingsStore(), new JobLimits.Bounds(60, 100, 3), Clock.systemUTC(), () -> 0), 1);
    private final ActivePlugin plugin = plugins.activate("probe", "1.0.0", NIGHTLY);

    @Test
    void itCallsTheHandlerOfItsScheduleAndTellsItForWhichFireTime() {
        assertThat(run(job("plugin:probe:schedule/nightly", "probe", nightly()))).isInstanceOf(JobResult.Done.class);
        assertThat(called).containsExactly("1.0.0 tick 0");
        assertThat(profiles.get(0).kind()).isEqualTo(Profile.Kind.JOB);
        assertThat(profiles.get(0).context()).containsEntry("schedule", "nightly").containsEntry("fire_at", "2026-03-01T02:00:00Z")
                .containsEntry("type", "schedule/nightly");
    }

    @Test
    void itsTimeoutBoundsTheDeadlineOfAJobAndDoesNotExtendIt() {
        run(job(Terms.retries(0).timeout(Duration.ofSeconds(5))));
        run(job(Terms.retries(0).timeout(Duration.ofHours(5))));
        assertThat(profiles).extracting(profile -> profile.limits().deadline()).containsExactly(Duration.ofSeconds(5), Limits.JOB.deadline());
        assertThat(profiles).extracting(profile -> profile.limits().fuel()).containsOnly(Limits.JOB.fuel());
    }

    @Test
    void aScheduleOfTheManifestNeedsNoCapability() {
        plugins.granted = false;
        assertThat(run(job("plugin:probe:schedule/nightly", "probe", nightly()))).isInstanceOf(JobResult.Done.class);
    }

    @Test
    void aRegisteredScheduleNeedsTheJobsGateAtEachRun() {
        PluginTaskPayload extra = PluginTaskPayload.scheduled(plugin.id(), "extra", "tick");
        assertThat(run(job("plugin:probe:schedule/extra", "probe", extra))).isInstanceOf(JobResult.Done.class);
        plugins.granted = false;
        skipped(run(job("plugin:probe:schedule/extra", "probe", extra)), "no longer holds the capability jobs");
    }

    @Test
    void aJobOfAnotherVersionSkipsRetry() {
        PluginTaskPayload first = nightly();
        plugins.activate("probe", "1.1.0", NIGHTLY);
        skipped(run(job("plugin:probe:schedule/nightly", "probe", first)), "probe is at 1.1.0");
        assertThat(run(job("plugin:probe:schedule/nightly", "probe", first.pinnedTo(plugins.active("probe").orElseThrow().id()))))
                .as("a replay keeps the handler").isInstanceOf(JobResult.Done.class);
    }

    @Test
    void aPayloadOfAnotherScheduleOrPluginSkipsRetry() {
        skipped(run(job("plugin:probe:schedule/other", "probe", nightly())), "is for plugin:probe:schedule/nightly");
        skipped(run(job("plugin:other:schedule/nightly", "other", nightly())), "is for plugin:probe:schedule/nightly");
        skipped(run(job("plugin:probe:schedule/nightly", "other", nightly())), "of other");
    }

    /** No job type of a manifest has a slash, so no enqueued job is ever taken for a scheduled one. */
    @Test
    void anEnqueuedJobNamesNoHandlerAndAScheduledOneDoes() {
        assertThatThrownBy(() -> PluginTaskPayload.of(plugin.id(), "schedule/nightly", new byte[0], "h"))
                .isInstanceOf(IllegalArgumentException.class);
        String forged = new String(PluginTaskPayload.of(plugin.id(), "nightly", new byte[0], "h").encode(), StandardCharsets.UTF_8);
        assertThat(forged).doesNotContain("handler");
        assertThatThrownBy(() -> PluginTaskPayload.decode(forged.replace("}", ",\"handler\":\"discover\"}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PluginTaskPayload.decode(nightly().encode()).handler()).isEqualTo("tick");
    }

    private void skipped(JobResult result, String reason) {
        int before = called.size();
        assertThat(result).isInstanceOfSatisfying(JobResult.SkipRetry.class, skip -> assertThat(skip.reason()).contains(reason));
        assertThat(called).hasSize(before);
    }

    private JobResult run(JobExecution job) {
        return handler.run(job, HELD);
    }

    private PluginTaskPayload nightly() {
        return PluginTaskPayload.scheduled(plugin.id(), "nightly", "tick");
    }

    private JobExecution job(Terms terms) {
        return job("plugin:probe:schedule/nightly", "probe", nightly(), terms);
    }

    private static JobExecution job(String type, String group, PluginTaskPayload payload) {
        return job(type, group, payload, Terms.retries(3).from(Origin.fired("probe/nightly", FIRE_AT)));
    }

    private static JobExecution job(String type, String group, PluginTaskPayload payload, Terms terms) {
        return new JobExecution(new JobId("00000000-0000-7000-8000-000000000001"), "plugins", type, group, payload.encode(), 1, terms, 7,
                FIRE_AT, FIRE_AT.plusSeconds(30));
    }
}
