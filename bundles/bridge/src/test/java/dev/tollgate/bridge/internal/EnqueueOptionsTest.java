package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of docs/gates/queue.md, a row for each cap and each edge. */
class EnqueueOptionsTest {
    private static final EnqueueOptions NONE = new EnqueueOptions(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());

    /** Written without quotes; K stands for as many letters as the number after it says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "delay           | 0s           | PT0S",
        "delay           | 1ms          | PT0.001S",
        "delay           | 30d          | PT720H",
        "delay           | 720h         | PT720H",
        "delay           | 721h         | EINVAL",
        "delay           | 31d          | EINVAL",
        "delay           | 2592000001ms | EINVAL",
        "delay           | 999999999d   | EINVAL",
        "delay           | -1s          | EINVAL",
        "delay           | ''           | EINVAL",
        "delay           | 30           | EINVAL",
        "delay           | P30D         | EINVAL",
        "delay           | #30          | EINVAL",
        "delay           | #null        | EINVAL",
        "unique_for      | 1ms          | PT0.001S",
        "unique_for      | 7d           | PT168H",
        "unique_for      | 0s           | EINVAL",
        "unique_for      | 169h         | EINVAL",
        "unique_for      | 8d           | EINVAL",
        "unique_for      | -1s          | EINVAL",
        "unique_for      | #60          | EINVAL",
        "max_retry       | #0           | 0",
        "max_retry       | #1           | 1",
        "max_retry       | #25          | 25",
        "max_retry       | #26          | 25",
        "max_retry       | #2147483647  | 25",
        "max_retry       | #2147483648  | EINVAL",
        "max_retry       | #-1          | EINVAL",
        "max_retry       | #1.5         | EINVAL",
        "max_retry       | #1e3         | EINVAL",
        "max_retry       | #null        | EINVAL",
        "max_retry       | 3            | EINVAL",
        "idempotency_key | K1           | K1",
        "idempotency_key | K128         | K128",
        "idempotency_key | K129         | EINVAL",
        "idempotency_key | ''           | EINVAL",
        "idempotency_key | #7           | EINVAL",
        "priority        | #1           | EINVAL",
        "Delay           | 1s           | EINVAL",
        "queue           | mail         | EINVAL",
        "unique_key      | k            | EINVAL"})
    void eachCapAndEachEdge(String name, String value, String expected) throws Exception {
        String json = "{\"" + name + "\":" + (value.startsWith("#") ? value.substring(1) : "\"" + spelled(value) + "\"") + "}";
        if (expected.equals("EINVAL")) {
            assertThat(refusal(json).errno()).isEqualTo(Errno.EINVAL);
            return;
        }
        EnqueueOptions options = EnqueueOptions.parse(json);
        Object read = switch (name) {
            case "delay" -> options.delay();
            case "unique_for" -> options.uniqueFor().orElseThrow();
            case "max_retry" -> options.maxRetry().orElseThrow();
            default -> options.idempotencyKey().orElseThrow();
        };
        assertThat(read).hasToString(spelled(expected));
    }

    @Test
    void noOptionsAreTheDefaults() throws Exception {
        assertThat(EnqueueOptions.parse("")).isEqualTo(NONE);
        assertThat(EnqueueOptions.parse("{}")).isEqualTo(NONE);
    }

    @Test
    void everyOptionIsRead() throws Exception {
        assertThat(EnqueueOptions.parse("{\"delay\":\"30s\",\"unique_for\":\"5m\",\"max_retry\":3,\"idempotency_key\":\"k\"}"))
                .isEqualTo(new EnqueueOptions(Duration.ofSeconds(30), Optional.of(Duration.ofMinutes(5)), Optional.of(3),
                        Optional.of("k")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[]", "1", "null", "{", "{} {}", "{\"delay\":\"1s\",\"delay\":\"2s\"}"})
    void whatIsNoObjectIsEinval(String options) {
        assertThat(refusal(options).errno()).isEqualTo(Errno.EINVAL);
    }

    @Test
    void anUnknownOptionIsNamedAndSoAreThoseThatAreKnown() {
        assertThat(refusal("{\"priority\\n\":1}"))
                .hasMessage("option 'priority\\u000a' is not known; delay, unique_for, max_retry and idempotency_key are");
    }

    @Test
    void aTextThatIsTooLongIsEtoobig() throws Exception {
        assertThat(EnqueueOptions.parse("{}" + " ".repeat(4_094))).isEqualTo(NONE);
        assertThat(refusal("{}" + " ".repeat(4_095)).errno()).isEqualTo(Errno.ETOOBIG);
    }

    private static String spelled(String value) {
        return value.startsWith("K") ? "k".repeat(Integer.parseInt(value.substring(1))) : value;
    }

    private static GateException refusal(String options) {
        GateException refused = catchThrowableOfType(GateException.class, () -> EnqueueOptions.parse(options));
        assertThat(refused).as(options).isNotNull();
        return refused;
    }
}
