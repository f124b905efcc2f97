package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.DeadJobs;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.lifecycle.PluginException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdministeredJobsTest {
    private static final JobId ID = new JobId("00000000-0000-7000-8000-000000000009");

    private final Fakes fakes = new Fakes();
    private final AdministeredJobs jobs = new AdministeredJobs(fakes, fakes, new BodySize(1_000));

    @Test
    void anAdministratorIsNotHeldToTheQuota() {
        jobs.enqueue("probe", "echo", new byte[0], "anna");
        assertThat(fakes.accepted.get(0).admission()).isEqualTo(Admission.FREE);
        assertThat(fakes.accepted.get(0).terms().maxRetry()).isEqualTo(5);
        assertThat(fakes.accepted.get(0).terms().origin().orElseThrow().by()).isEqualTo("anna");
    }

    @Test
    void whatCouldNotRunIsNotEnqueuedForAnAdministratorEither() {
        assertThatThrownBy(() -> jobs.enqueue("probe", "other", new byte[0], "anna")).isInstanceOf(PluginException.class)
                .hasMessageContaining("declares no job type 'other'");
        assertThatThrownBy(() -> jobs.enqueue("probe", "echo", new byte[1_001], "anna")).isInstanceOf(PluginException.class)
                .hasMessageContaining("most.body.bytes");
        fakes.active = false;
        assertThatThrownBy(() -> jobs.enqueue("probe", "echo", new byte[0], "anna")).isInstanceOf(PluginException.class);
        assertThat(fakes.accepted).isEmpty();
        fakes.active = true;
        fakes.answer = request -> new Enqueued.Refused(Enqueued.Refusal.CLOSED);
        assertThatThrownBy(() -> jobs.enqueue("probe", "echo", new byte[0], "anna")).isInstanceOf(PluginException.class)
                .hasMessageContaining("being removed");
    }

    @Test
    void replayPinsTheJobToThePresentVersion() {
        fakes.dead = PluginTaskPayload.of(fakes.id, "echo", new byte[] {7}, "h").encode();
        fakes.id = new PluginId("probe", "2.0.0", Digest.of(new byte[] {2}));
        jobs.replay(ID, "anna");
        jobs.replayAll(DeadJobs.ALL.of("probe"), "anna");
        assertThat(fakes.replayed).hasSize(2).allSatisfy(bytes -> {
            PluginTaskPayload payload = PluginTaskPayload.decode(bytes);
            assertThat(payload.plugin()).isEqualTo(fakes.id);
            assertThat(payload.body()).containsExactly(7);
        });
        fakes.installed = false;
        assertThatThrownBy(() -> jobs.replay(ID, "anna")).isInstanceOf(PluginException.class).hasMessageContaining("no longer installed");
    }

    @Test
    void bulkActionsAreForDeadPluginJobsThatMatchEveryPart() {
        jobs.discardAll(DeadJobs.ALL.of("probe").type("echo").because("fuel limit"), "anna");
        jobs.discardAll(DeadJobs.ALL, "anna");
        assertThat(fakes.filters).containsExactly(
                new JobFilter(Optional.of(JobState.DEAD), Optional.of("plugins"), Optional.of("probe"), Optional.of("plugin:probe:echo"),
                        Optional.of("fuel limit"), Optional.empty(), JobFilter.MOST),
                JobFilter.any(JobFilter.MOST).in(JobState.DEAD).queued("plugins"));
    }

    @Test
    void aTypeSaysNothingWithoutItsPlugin() {
        assertThatThrownBy(() -> DeadJobs.ALL.type("echo")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a job type is one plugin's: say which plugin");
    }
}
