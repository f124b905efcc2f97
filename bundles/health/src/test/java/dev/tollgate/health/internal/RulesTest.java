package dev.tollgate.health.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void aMistakeNamesTheConfigurationAndItsKey() {
        for (Object[] wrong : new Object[][] {{"path", "health"}, {"path", "/"}, {"path", "/health/"}, {"path", "/*"}, {"token.file", "relative"},
            {"queue.depth.red", 9_999}, {"queue.age.red.s", 299}}) {
            assertThatThrownBy(() -> HealthRules.of(Settings.of(wrong[0].toString().replace('.', '_'), wrong[1]))).as("%s", wrong[0])
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("dev.tollgate.health: " + wrong[0] + ": ");
        }
    }

    @Test
    void aChangeIsToldToWhoListensAndSoIsWhatThereIs() {
        Rules rules = Settings.rules("queue_depth_warn", 7);
        AtomicInteger told = new AtomicInteger();
        rules.listen(told::incrementAndGet);
        assertThat(told).hasValue(1);
        rules.change(Settings.of("path", "/else"));
        assertThat(rules.now().path()).isEqualTo("/else");
        assertThat(rules.now().depth().warn()).isEqualTo(10_000);
        assertThat(told).hasValue(2);
    }

    @Test
    void theFileSaysTheDefaultsAndHasEachKey() throws Exception {
        String file = Files.readString(Path.of("../../config/" + HealthSettings.PID + ".cfg"));
        Map<String, String> keys = new HashMap<>();
        Pattern.compile("(?m)^(?:# )?([a-z][a-z.]*) = (.*)$").matcher(file).results().forEach(line -> keys.put(line.group(1), line.group(2)));
        Map<String, String> defaults = new HashMap<>();
        for (Method setting : HealthSettings.class.getDeclaredMethods()) {
            String key = setting.getName().replace('_', '.');
            defaults.put(key, setting.getDefaultValue() == null ? keys.get(key) : setting.getDefaultValue().toString());
        }
        assertThat(keys).isEqualTo(defaults);
    }
}
