package dev.tollgate.bridge.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.JobLimits.Limit;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginQueue.Wish;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Enqueued.Refusal;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobIntakeTest {
    private static final JobId ID = new JobId("00000000-0000-7000-8000-000000000009");

    private final Fakes fakes = new Fakes();
    private final MemorySettingsStore settings = new MemorySettingsStore();
    private final JobLimits limits = new StoredJobLimits(settings, new JobLimits.Bounds(60, 100, 2), Clock.systemUTC(), () -> 0);
    private final JobIntake intake = new JobIntake(fakes, fakes, fakes, limits, new BodySize(1_000));

    @Test
    void theTypeIsRewrittenTheQueuePinnedAndThePayloadNamesTheVersion() throws Exception {
        intake.enqueue(fakes.id, "on_content", new Wish("echo", "body".getBytes(UTF_8), "{\"delay\":\"5s\",\"max_retry\":0}"));
        JobRequest request = fakes.accepted.get(0);
        assertThat(request.queue()).isEqualTo(PluginQueue.QUEUE);
        assertThat(request.type()).isEqualTo("plugin:probe:echo");
        assertThat(request.group()).isEqualTo("probe");
        assertThat(request.delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(request.terms().maxRetry()).isZero();
        assertThat(request.terms().timeout()).as("the invocation's own deadline ends it").isEmpty();
        assertThat(request.terms().origin()).contains(Origin.enqueued("on_content"));
        PluginTaskPayload payload = PluginTaskPayload.decode(request.payload());
        assertThat(payload.plugin()).isEqualTo(fakes.id);
        assertThat(payload.type()).isEqualTo("echo");
        assertThat(payload.body()).asString().isEqualTo("body");
        assertThat(payload.enqueuedBy()).isEqualTo("on_content");
    }

    @Test
    void theManifestsRetriesApplyWhereTheOptionsSayNothing() throws Exception {
        enqueue("fail", new byte[0], "");
        assertThat(fakes.accepted.get(0).terms().maxRetry()).isEqualTo(1);
        enqueue("fail", new byte[0], "{\"max_retry\":0}");
        assertThat(fakes.accepted.get(1).terms().maxRetry()).as("0 is 0").isZero();
    }

    /** A48: a type that is another plugin's, or the host's, or nobody's. */
    @ParameterizedTest
    @ValueSource(strings = {"un:declared", "other", "", "Echo", "ECHO", "plugin:probe:echo", "plugin:other:echo", "echo ", "echo\0", "../echo"})
    void a48ATypeThatTheManifestDoesNotDeclareIsEinval(String type) {
        assertThat(refusal(type, new byte[0], "")).isEqualTo(Errno.EINVAL);
    }

    /** A48: payloads. */
    @Test
    void a48ABodyOverTheSizeIsEtoobigAndOneOfTheSizeIsTaken() throws Exception {
        assertThat(refusal("echo", new byte[1_001], "")).isEqualTo(Errno.ETOOBIG);
        enqueue("echo", new byte[1_000], "");
    }

    @Test
    void argumentsAreCheckedBeforeTheStoreIsAskedAboutRateAndDepth() {
        fakes.answer = request -> new Enqueued.Refused(Refusal.RATE);
        assertThat(refusal("other", new byte[0], "")).isEqualTo(Errno.EINVAL);
        assertThat(refusal("echo", new byte[1_001], "")).isEqualTo(Errno.ETOOBIG);
        assertThat(refusal("echo", new byte[0], "{\"unknown\":1}")).isEqualTo(Errno.EINVAL);
        assertThat(fakes.transactions).isZero();
        assertThat(refusal("echo", new byte[0], "")).isEqualTo(Errno.ERATELIMIT);
    }

    @ParameterizedTest
    @CsvSource({"RATE,ERATELIMIT", "DEPTH,EQUOTA", "CLOSED,EUNAVAILABLE"})
    void whatTheStoreRefusesIsAnErrorNumberOfItsOwn(Refusal reason, Errno errno) {
        fakes.answer = request -> new Enqueued.Refused(reason);
        assertThat(refusal("echo", new byte[0], "")).isEqualTo(errno);
    }

    @Test
    void theQuotaIsWhatAnAdministratorSetLastAndHoldsAtTheNextEnqueue() throws Exception {
        enqueue("echo", new byte[0], "");
        limits.set("probe", Limit.RATE, 5, "anna");
        limits.set("probe", Limit.DEPTH, 6, "anna");
        enqueue("echo", new byte[0], "");
        assertThat(fakes.accepted).extracting(request -> request.admission().quota().orElseThrow())
                .containsExactly(new Admission.Quota(60, 100), new Admission.Quota(5, 6));
    }

    @Test
    void anEqualLiveJobIsEconflictAndARepeatedKeyAnswersTheFirstJob() throws Exception {
        fakes.answer = request -> new Enqueued.Duplicate(ID);
        assertThat(refusal("echo", new byte[0], "{\"unique_for\":\"1m\"}")).isEqualTo(Errno.ECONFLICT);
        fakes.answer = request -> new Enqueued.Repeated(ID);
        assertThat(enqueue("echo", new byte[0], "{\"idempotency_key\":\"k\"}")).isEqualTo(ID);
        assertThat(fakes.accepted.get(1).admission().idempotencyKey()).contains("k");
        assertThat(fakes.accepted.get(1).group()).as("what the key is scoped to").isEqualTo("probe");
    }

    @Test
    void uniquenessIsOverTypeAndBodyAndNotOverVersionOrCaller() throws Exception {
        intake.enqueue(fakes.id, "one", new Wish("echo", new byte[] {1}, "{\"unique_for\":\"1m\"}"));
        fakes.id = new PluginId("probe", "2.0.0", Digest.of(new byte[] {2}));
        intake.enqueue(fakes.id, "other", new Wish("echo", new byte[] {1}, "{\"unique_for\":\"1m\"}"));
        intake.enqueue(fakes.id, "other", new Wish("noop", new byte[] {1}, "{\"unique_for\":\"1m\"}"));
        intake.enqueue(fakes.id, "other", new Wish("noop", new byte[] {2}, "{\"unique_for\":\"1m\"}"));
        assertThat(unique(0)).isPresent().isEqualTo(unique(1));
        assertThat(unique(0).orElseThrow().window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(unique(2)).as("another type").isNotEqualTo(unique(1));
        assertThat(unique(3)).as("another body").isNotEqualTo(unique(2));
    }

    @Test
    void aVersionThatWasReplacedEnqueuesNothing() {
        PluginId old = fakes.id;
        fakes.id = new PluginId("probe", "2.0.0", Digest.of(new byte[] {2}));
        GateException refused = catchThrowableOfType(GateException.class, () -> intake.enqueue(old, "h", new Wish("echo", new byte[0], "")));
        assertThat(refused.errno()).isEqualTo(Errno.EUNAVAILABLE);
        assertThat(fakes.transactions).isZero();
    }

    @Test
    void aJobOfAnotherPluginOrQueueIsNotThere() {
        fakes.views.put(ID, view("plugins", "probe"));
        assertThat(intake.status(fakes.id, ID.value())).isPresent();
        assertThat(intake.status(new PluginId("other", "1.0.0", fakes.id.digest()), ID.value())).isEmpty();
        fakes.views.put(ID, view("mail", "probe"));
        assertThat(intake.status(fakes.id, ID.value())).isEmpty();
        assertThat(intake.status(fakes.id, "no id")).isEmpty();
    }

    /** A51: what a plugin wrote is in no error text. */
    @Test
    void a51NoRefusalShowsTheBody() {
        byte[] secret = "hunter2".repeat(200).getBytes(UTF_8);
        fakes.broken = true;
        assertThat(catchThrowableOfType(GateException.class, () -> enqueue("echo", secret, ""))).message().doesNotContain("hunter2");
        byte[] small = "hunter2".getBytes(UTF_8);
        assertThat(catchThrowableOfType(GateException.class, () -> enqueue("echo", small, "")))
                .hasMessage("the job could not be stored").satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EINTERNAL));
        settings.broken = true;
        assertThat(catchThrowableOfType(GateException.class, () -> enqueue("echo", small, ""))).hasMessage("the job could not be stored");
    }

    private JobId enqueue(String type, byte[] body, String options) throws GateException {
        return intake.enqueue(fakes.id, "handler", new Wish(type, body, options));
    }

    private Optional<Admission.Unique> unique(int request) {
        return fakes.accepted.get(request).admission().unique();
    }

    private static JobView view(String queue, String group) {
        return new JobView(ID, queue, "plugin:probe:echo", group, JobState.QUEUED, 0, 1, Instant.EPOCH, Instant.EPOCH, Optional.empty(),
                Optional.empty(), new byte[0], Optional.empty(), Optional.empty());
    }

    private Errno refusal(String type, byte[] body, String options) {
        GateException refused = catchThrowableOfType(GateException.class, () -> enqueue(type, body, options));
        assertThat(refused).isNotNull();
        return refused.errno();
    }
}
