package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnqueueOptionsTest {
    @Test
    void noOptionsAreTheDefaults() throws Exception {
        EnqueueOptions none = new EnqueueOptions(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(EnqueueOptions.parse("")).isEqualTo(none);
        assertThat(EnqueueOptions.parse("{}")).isEqualTo(none);
    }

    @Test
    void everyOptionIsRead() throws Exception {
        assertThat(EnqueueOptions.parse("{\"delay\":\"30s\",\"unique_for\":\"5m\",\"max_retry\":3,\"idempotency_key\":\"k\"}"))
                .isEqualTo(new EnqueueOptions(Duration.ofSeconds(30), Optional.of(Duration.ofMinutes(5)), Optional.of(3),
                        Optional.of("k")));
    }

    @Test
    void zeroRetriesMeansNoneAndNotTheDefault() throws Exception {
        assertThat(EnqueueOptions.parse("{\"max_retry\":0}").maxRetry()).contains(0);
    }

    @Test
    void moreRetriesThanTheCapCountAsTheCap() throws Exception {
        assertThat(EnqueueOptions.parse("{\"max_retry\":1000}").maxRetry()).contains(EnqueueOptions.MOST_RETRIES);
    }

    @Test
    void theCapsThemselvesAreAllowed() throws Exception {
        assertThat(EnqueueOptions.parse("{\"delay\":\"30d\",\"unique_for\":\"7d\"}").delay()).isEqualTo(EnqueueOptions.LONGEST_DELAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"delay\":\"31d\"}", "{\"delay\":30}", "{\"delay\":\"-1s\"}", "{\"unique_for\":\"8d\"}",
        "{\"unique_for\":\"0s\"}", "{\"max_retry\":-1}", "{\"max_retry\":1.5}", "{\"max_retry\":\"3\"}",
        "{\"max_retry\":99999999999}", "{\"idempotency_key\":\"\"}", "{\"idempotency_key\":7}", "[]", "1", "{", "{} {}",
        "{\"delay\":\"1s\",\"delay\":\"2s\"}"})
    void anOptionThatIsNotValidIsEinval(String options) {
        assertThat(refusal(options).errno()).isEqualTo(Errno.EINVAL);
    }

    @Test
    void anUnknownOptionIsEinvalAndSaysWhatIsKnown() {
        GateException refused = refusal("{\"priority\":1}");
        assertThat(refused.errno()).isEqualTo(Errno.EINVAL);
        assertThat(refused).hasMessage("option 'priority' is not known; delay, unique_for, max_retry and idempotency_key are");
    }

    @Test
    void aKeyOrATextThatIsTooLongIsRefused() {
        assertThat(refusal("{\"idempotency_key\":\"" + "k".repeat(129) + "\"}").errno()).isEqualTo(Errno.EINVAL);
        assertThat(refusal(" ".repeat(5_000)).errno()).isEqualTo(Errno.ETOOBIG);
    }

    private static GateException refusal(String options) {
        GateException refused = catchThrowableOfType(GateException.class, () -> EnqueueOptions.parse(options));
        assertThat(refused).as(options).isNotNull();
        return refused;
    }
}
