package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final Instant NOW = HandClock.START;
    private static final JobResult FAILED = new JobResult.Failed("no luck", "dear");

    private final RetryPolicy policy = new RetryPolicy(new Random(42));

    @Test
    void aDoneJobIsCompletedWithItsOutput() {
        byte[] output = {1};

        assertThat(policy.after(attempt(1, 5), new JobResult.Done(output, "cheap"), NOW))
                .isEqualTo(new Transition.Complete(attempt(1, 5).id(), 7, NOW, output, "cheap"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "8, 128", "12, 2048", "13, 3600", "60, 3600", "1000, 3600"})
    void theWaitAfterAFailureIsDrawnFromAWindowThatDoublesUpToAnHour(int attempt, int seconds) {
        List<Long> waits = IntStream.range(0, 4_000)
                .mapToObj(i -> (Transition.Retry) policy.after(attempt(attempt, 2_000), FAILED, NOW))
                .map(retry -> Duration.between(NOW, retry.runAt()).toMillis()).toList();

        long window = seconds * 1_000L;
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(0L, window));
        assertThat(waits.stream().mapToLong(wait -> wait).average().orElseThrow()).as("evenly spread")
                .isBetween(window * 0.46, window * 0.54);
    }

    @Test
    void theLastAttemptThatFailsIsBuried() {
        assertThat(policy.after(attempt(5, 5), FAILED, NOW)).isInstanceOf(Transition.Retry.class);
        assertThat(policy.after(attempt(6, 5), FAILED, NOW))
                .isEqualTo(new Transition.Bury(attempt(6, 5).id(), 7, NOW, "no luck", "dear"));
    }

    @Test
    void maxRetryZeroMeansOneAttempt() {
        assertThat(policy.after(attempt(1, 0), FAILED, NOW)).isInstanceOf(Transition.Bury.class);
    }

    @Test
    void skipRetryBuriesWhateverAttemptsAreLeft() {
        assertThat(policy.after(attempt(1, 25), new JobResult.SkipRetry("no such plugin", ""), NOW))
                .isEqualTo(new Transition.Bury(attempt(1, 25).id(), 7, NOW, "no such plugin", ""));
    }

    @Test
    void beingHeldBackIsARelease() {
        assertThat(policy.after(attempt(1, 0), new JobResult.HeldBack("no slot", Duration.ofSeconds(3)), NOW))
                .isEqualTo(new Transition.Release(attempt(1, 0).id(), 7, NOW.plusSeconds(3), "no slot"));
    }

    @Test
    void whatIsGivenBackKeepsItsPlaceInItsGroup() {
        assertThat(policy.giveBack(attempt(1, 5), "stop"))
                .isEqualTo(new Transition.Release(attempt(1, 5).id(), 7, NOW.minusSeconds(60), "stop"));
    }

    @Test
    void aJobMayLoseSomeWorkersBeyondItsAttemptsButNotAnyNumber() {
        assertThat(policy.lostTooOften(attempt(1, 0))).isFalse();
        assertThat(policy.lostTooOften(attempt(4, 0))).isFalse();
        assertThat(policy.lostTooOften(attempt(5, 0))).isTrue();
        assertThat(policy.lostTooOften(attempt(Integer.MAX_VALUE, Integer.MAX_VALUE))).isFalse();
    }

    @Test
    void anEndlessReasonIsCut() {
        Transition.Retry retry = (Transition.Retry) policy.after(attempt(1, 5), new JobResult.Failed("x".repeat(1 << 20), ""), NOW);

        assertThat(retry.reason()).hasSizeLessThan(5_000).endsWith("...");
    }

    private static JobExecution attempt(int attempt, int maxRetry) {
        return new JobExecution(new JobId("00000000-0000-7000-8000-000000000001"), "plugins", "resize", "a", new byte[0], attempt,
                Terms.retries(maxRetry), 7, NOW.minusSeconds(60), NOW.plusSeconds(30));
    }
}
