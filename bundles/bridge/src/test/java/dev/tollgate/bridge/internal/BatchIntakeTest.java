package dev.tollgate.bridge.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.PluginQueue.Answer;
import dev.tollgate.bridge.PluginQueue.Wish;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Enqueued.Refusal;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import java.time.Clock;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchIntakeTest {
    private static final JobId FIRST = new JobId("00000000-0000-7000-8000-000000000001");
    private static final JobId SECOND = new JobId("00000000-0000-7000-8000-000000000002");

    private final Fakes fakes = new Fakes();
    private final JobIntake intake = new JobIntake(fakes, fakes, fakes,
            new StoredJobLimits(new MemorySettingsStore(), new JobLimits.Bounds(60, 100, 2), Clock.systemUTC(), () -> 0), new BodySize(1_000));

    @Test
    void goodOnesAreTakenInOneTransactionWhateverIsWrongWithTheOthersAndAnswersStandInOrder() throws Exception {
        Iterator<Enqueued> stored = List.<Enqueued>of(new Enqueued.Accepted(FIRST), new Enqueued.Duplicate(SECOND),
                new Enqueued.Repeated(SECOND), new Enqueued.Refused(Refusal.RATE), new Enqueued.Refused(Refusal.DEPTH)).iterator();
        fakes.answer = request -> stored.next();
        List<Answer> answers = intake.enqueue(fakes.id, "h", List.of(wish("other"), wish("echo"), wish("echo"),
                new Wish("echo", new byte[1_001], ""), wish("echo"), new Wish("echo", new byte[0], "{\"x\":1}"), wish("echo"), wish("echo")));
        assertThat(answers).map(answer -> answer instanceof Answer.Taken taken ? taken.id() : ((Answer.Refused) answer).errno())
                .containsExactly(Errno.EINVAL, FIRST, Errno.ECONFLICT, Errno.ETOOBIG, SECOND, Errno.EINVAL, Errno.ERATELIMIT, Errno.EQUOTA);
        assertThat(fakes.transactions).isEqualTo(1);
        assertThat(fakes.accepted).hasSize(5);
    }

    @Test
    void eachOneCountsAgainstRateAndDepth() throws Exception {
        intake.enqueue(fakes.id, "h", Collections.nCopies(3, wish("echo")));
        assertThat(fakes.accepted).hasSize(3).extracting(JobRequest::admission).allSatisfy(each -> assertThat(each.quota()).isPresent());
    }

    @Test
    void aHundredAreTakenAndOneMoreIsEtoobigAndTakesNone() throws Exception {
        assertThat(intake.enqueue(fakes.id, "h", Collections.nCopies(100, wish("echo")))).hasSize(100);
        assertThat(refusal(Collections.nCopies(101, wish("echo")))).isEqualTo(Errno.ETOOBIG);
        assertThat(fakes.accepted).hasSize(100);
    }

    @Test
    void whereNoneIsGoodTheStoreIsLeftAlone() throws Exception {
        assertThat(intake.enqueue(fakes.id, "h", List.of(wish("other")))).hasSize(1);
        assertThat(intake.enqueue(fakes.id, "h", List.of())).isEmpty();
        assertThat(fakes.transactions).isZero();
    }

    @Test
    void aBrokenStoreIsEinternalForAllAndAnInactivePluginEunavailable() {
        fakes.broken = true;
        assertThat(refusal(List.of(wish("echo")))).isEqualTo(Errno.EINTERNAL);
        fakes.active = false;
        assertThat(refusal(List.of(wish("echo")))).isEqualTo(Errno.EUNAVAILABLE);
    }

    private Errno refusal(List<Wish> wishes) {
        return catchThrowableOfType(GateException.class, () -> intake.enqueue(fakes.id, "h", wishes)).errno();
    }

    private static Wish wish(String type) {
        return new Wish(type, "body".getBytes(UTF_8), "");
    }
}
