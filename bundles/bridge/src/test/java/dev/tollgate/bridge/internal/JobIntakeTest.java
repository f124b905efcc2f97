package dev.tollgate.bridge.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.lifecycle.PluginException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JobIntakeTest {
    private static final JobId ID = new JobId("00000000-0000-7000-8000-000000000009");

    private final Fakes fakes = new Fakes();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final JobIntake intake = new JobIntake(fakes, fakes, fakes, fakes, new JobIntake.Bounds(3, 100, 1_000),
            ((InstantSource) now::get).withZone(ZoneOffset.UTC));

    @Test
    void theTypeIsRewrittenTheQueuePinnedAndThePayloadNamesTheVersion() throws Exception {
        intake.enqueue(fakes.id, "on_content", "echo", "body".getBytes(UTF_8), "{\"delay\":\"5s\",\"max_retry\":0}");
        JobRequest request = fakes.accepted.get(0);
        assertThat(request.queue()).isEqualTo(PluginQueue.QUEUE);
        assertThat(request.type()).isEqualTo("plugin:probe:echo");
        assertThat(request.group()).isEqualTo("probe");
        assertThat(request.delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(request.maxRetry()).isZero();
        PluginTaskPayload payload = PluginTaskPayload.decode(request.payload());
        assertThat(payload.plugin()).isEqualTo(fakes.id);
        assertThat(payload.type()).isEqualTo("echo");
        assertThat(payload.body()).asString().isEqualTo("body");
        assertThat(payload.enqueuedBy()).isEqualTo("on_content");
    }

    @Test
    void theManifestsRetriesApplyWhereTheOptionsSayNothing() throws Exception {
        intake.enqueue(fakes.id, "h", "fail", new byte[0], "");
        assertThat(fakes.accepted.get(0).maxRetry()).isEqualTo(1);
    }

    @Test
    void aJobTypeThatIsNotDeclaredOrHasAColonIsEinval() {
        assertThat(refusal("un:declared", new byte[0], "")).isEqualTo(Errno.EINVAL);
        assertThat(refusal("other", new byte[0], "")).isEqualTo(Errno.EINVAL);
        assertThat(refusal("", new byte[0], "")).isEqualTo(Errno.EINVAL);
    }

    @Test
    void aBodyOverTheSizeIsEtoobig() {
        assertThat(refusal("echo", new byte[1_001], "")).isEqualTo(Errno.ETOOBIG);
    }

    @Test
    void argumentsAreCheckedBeforeTheRateAndDoNotUseItUp() throws Exception {
        for (int i = 0; i < 10; i++) {
            refusal("other", new byte[0], "");
            refusal("echo", new byte[0], "{\"unknown\":1}");
        }
        for (int i = 0; i < 3; i++) {
            intake.enqueue(fakes.id, "h", "echo", new byte[0], "");
        }
        assertThat(refusal("echo", new byte[0], "")).isEqualTo(Errno.ERATELIMIT);
        now.set(Instant.EPOCH.plusSeconds(60));
        intake.enqueue(fakes.id, "h", "echo", new byte[0], "");
    }

    @Test
    void aPluginWithTooManyWaitingJobsIsEquota() {
        fakes.queued = 100;
        assertThat(refusal("echo", new byte[0], "")).isEqualTo(Errno.EQUOTA);
    }

    @Test
    void anEqualLiveJobIsEconflictAndARepeatedKeyAnswersTheFirstJob() throws Exception {
        fakes.answer = new Enqueued.Duplicate(ID);
        assertThat(refusal("echo", new byte[0], "{\"unique_for\":\"1m\"}")).isEqualTo(Errno.ECONFLICT);
        fakes.answer = new Enqueued.Repeated(ID);
        assertThat(intake.enqueue(fakes.id, "h", "echo", new byte[0], "{\"idempotency_key\":\"k\"}")).isEqualTo(ID);
    }

    @Test
    void uniquenessIsOverTypeAndBodyAndNotOverVersionOrCaller() throws Exception {
        intake.enqueue(fakes.id, "one", "echo", new byte[] {1}, "{\"unique_for\":\"1m\"}");
        fakes.id = new PluginId("probe", "2.0.0", Digest.of(new byte[] {2}));
        intake.enqueue(fakes.id, "other", "echo", new byte[] {1}, "{\"unique_for\":\"1m\"}");
        intake.enqueue(fakes.id, "other", "noop", new byte[] {1}, "{\"unique_for\":\"1m\"}");
        assertThat(fakes.accepted.get(0).unique()).isPresent().isEqualTo(fakes.accepted.get(1).unique());
        assertThat(fakes.accepted.get(2).unique()).isNotEqualTo(fakes.accepted.get(1).unique());
    }

    @Test
    void replayPinsTheJobToThePresentVersion() {
        fakes.dead = PluginTaskPayload.of(fakes.id, "echo", new byte[] {7}, "h").encode();
        fakes.id = new PluginId("probe", "2.0.0", Digest.of(new byte[] {2}));
        intake.replay(ID);
        assertThat(PluginTaskPayload.decode(fakes.replayed.get(0))).satisfies(payload -> {
            assertThat(payload.plugin()).isEqualTo(fakes.id);
            assertThat(payload.body()).containsExactly(7);
        });
        fakes.installed = false;
        assertThatThrownBy(() -> intake.replay(ID)).isInstanceOf(PluginException.class).hasMessageContaining("no longer installed");
    }

    @Test
    void anAdministratorIsNotHeldToTheRate() {
        for (int i = 0; i < 10; i++) {
            intake.enqueue("probe", "echo", new byte[0], "anna");
        }
        assertThat(fakes.accepted).hasSize(10);
        assertThatThrownBy(() -> intake.enqueue("probe", "other", new byte[0], "anna")).isInstanceOf(PluginException.class);
        fakes.active = false;
        assertThatThrownBy(() -> intake.enqueue("probe", "echo", new byte[0], "anna")).isInstanceOf(PluginException.class);
    }

    private Errno refusal(String type, byte[] body, String options) {
        int before = fakes.accepted.size();
        GateException refused = catchThrowableOfType(GateException.class,
                () -> intake.enqueue(fakes.id, "handler", type, body, options));
        assertThat(refused).isNotNull();
        assertThat(fakes.accepted.size() - before).as("enqueued").isLessThanOrEqualTo(refused.errno() == Errno.ECONFLICT ? 1 : 0);
        return refused.errno();
    }
}
