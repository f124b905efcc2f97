package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.BreakerRule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerPolicyTest {
    @Test
    void theDefaultsAreTheRule() {
        assertThat(BreakerPolicy.of(Map.of())).isEqualTo(new BreakerPolicy(BreakerRule.DEFAULT, new TripsKept(100, 10_000)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trips           | 0      | trips is 0, allowed is a whole number from 1 to 100
            trips           | five   | trips is five, allowed is a whole number from 1 to 100
            window.s        | -1     | window.s is -1, allowed is a whole number from 1 to 86400
            pause.s         | 86401  | pause.s is 86401, allowed is a whole number from 1 to 86400
            cycles          | 101    | cycles is 101, allowed is a whole number from 1 to 100
            cycles.window.s | 120    | cycles.window.s is 120, allowed is a whole number from 121 to 604800
            kept.per.plugin | 0      | kept.per.plugin is 0, allowed is a whole number from 1 to 10000
            kept.in.all     | 99     | kept.in.all is 99, allowed is a whole number from 100 to 1000000
            """)
    void aValueOutOfItsBoundsIsRefusedWithItsPidItsKeyAndItsBounds(String key, String value, String message) {
        assertThatThrownBy(() -> BreakerPolicy.of(Map.of(key, value))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("configuration dev.tollgate.breaker: " + message);
    }

    @Test
    void theLongestPausesStillFitIntoTheLongestWindow() {
        assertThatThrownBy(() -> BreakerPolicy.of(Map.of("cycles", 100, "pause.s", 86_400, "cycles.window.s", 604_800)))
                .hasMessage("configuration dev.tollgate.breaker: pause.s is 86400, allowed is a whole number from 1 to 6109");
        assertThat(BreakerPolicy.of(Map.of("cycles", 100, "pause.s", 6_109, "cycles.window.s", 604_800)).rule().cycles())
                .isEqualTo(100);
    }
}
