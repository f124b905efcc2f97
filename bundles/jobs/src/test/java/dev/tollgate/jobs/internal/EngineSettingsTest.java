package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSettingsTest {
    @Test
    void withoutAConfigurationTheDefaultsHold() {
        assertThat(EngineSettings.from(Map.of())).isEqualTo(new EngineSettings(4, Duration.ofSeconds(30), Duration.ofSeconds(1),
                Duration.ofSeconds(10), Duration.ofHours(24), Duration.ofDays(14), 100_000, Duration.ofDays(14), 100_000));
    }

    @Test
    void numbersMayBeTextAsInFiles() {
        assertThat(EngineSettings.from(Map.of("worker.threads", " 8 ", "lease.seconds", 60L, "poll.millis", 250)))
                .isEqualTo(new EngineSettings(8, Duration.ofSeconds(60), Duration.ofMillis(250), Duration.ofSeconds(10),
                        Duration.ofHours(24), Duration.ofDays(14), 100_000, Duration.ofDays(14), 100_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "", "0", "257", "4.5", "99999999999999999999"})
    void aBadValueIsNamedWithItsKeyAndPidAndWhatIsAllowed(String value) {
        assertThatThrownBy(() -> EngineSettings.from(Map.of("worker.threads", value))).isInstanceOf(BadSettingException.class)
                .hasMessage("configuration dev.tollgate.jobs: worker.threads is '" + value
                        + "', allowed is a whole number from 1 to 256; correct it, or remove it to get 4");
    }
}
